import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { drawComponents, listComponents, readBetweenMarks } from '../../scripts/componentDocs.mjs'

const page = readFileSync(new URL('../../docs/components.md', import.meta.url), 'utf8')

/** The formatter pads cells and rules and breaks lines; what is said is what counts. */
const words = (text: string): string => text.replaceAll(/-{3,}/g, '---').replaceAll(/\s+/g, ' ')

describe('docs/components.md', () => {
  it('has what the code says of every component that is exported', { timeout: 60_000 }, () => {
    const drawn = drawComponents()
    expect([...drawn.keys()]).toContain('RillChat')
    const written = [...drawn.keys()].map((name) => words(readBetweenMarks(page, name) ?? ''))
    expect(written).toEqual([...drawn.values()].map(words))
  })

  it.each(listComponents())('says in words what $name is for', ({ name }) => {
    const section = page.split(/^## /m).find((part) => part.startsWith(`${name}\n`))
    const prose = section?.split('<!-- api:')[0]?.slice(name.length).trim() ?? ''
    expect(prose.length).toBeGreaterThan(60)
    expect(prose).toMatch(/Keyboard:|takes the focus/)
  })
})
