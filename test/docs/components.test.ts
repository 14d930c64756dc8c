import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { drawComponents, listComponents, readBetweenMarks } from '../../scripts/componentDocs.mjs'
import { chinese, descriptionsInChinese, english } from '../../scripts/componentWords.mjs'

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

/** The formatter pads cells and rules and breaks lines; what is said is what counts. */
const words = (text: string): string => text.replaceAll(/-{3,}/g, '---').replaceAll(/\s+/g, ' ')

const pages = [
  { ...english, told: /Keyboard:|takes the focus/, least: 60 },
  { ...chinese, told: /键盘：|没有可聚焦的东西/, least: 20 },
]

describe.each(pages)('$page', ({ told, least, ...language }) => {
  const page = read(language.page)

  it('has what the code says of every component that is exported', { timeout: 60_000 }, () => {
    const drawn = drawComponents(language)
    expect([...drawn.keys()]).toContain('RillChat')
    const written = [...drawn.keys()].map((name) => words(readBetweenMarks(page, name) ?? ''))
    expect(written).toEqual([...drawn.values()].map(words))
  })

  it.each(listComponents())('says in words what $name is for', ({ name }) => {
    const section = page.split(/^## /m).find((part) => part.startsWith(`${name}\n`))
    const prose = section?.split('<!-- api:')[0]?.slice(name.length).trim() ?? ''
    expect(prose.length).toBeGreaterThan(least)
    expect(prose).toMatch(told)
  })
})

it('nearly all of what the code says is said in Chinese, too', { timeout: 60_000 }, () => {
  const said = new Set<string>()
  drawComponents({
    ...english,
    say(description) {
      if (description !== '') said.add(description)
      return description
    },
  })
  const translated = new Set(Object.keys(descriptionsInChinese))
  expect(said.size).toBeGreaterThan(100)
  expect([...said].filter((one) => !translated.has(one)).length).toBeLessThan(said.size / 10)
  expect([...translated].filter((one) => !said.has(one)).length).toBeLessThan(said.size / 10)
})
