import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { chineseChapters, englishChapters, type Chapter } from '../../docs/.vitepress/pages.mjs'
import { drawLlms, llmsCopies } from '../../scripts/docsPages.mjs'
import { listPages } from './support/readSamples.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string): string => readFileSync(`${root}/${path}`, 'utf8')
const linksOf = (chapters: readonly Chapter[]): readonly string[] =>
  chapters.flatMap(({ items }) => items.map(({ link }) => link))

describe('the pages of the site', () => {
  it('are all in the sidebar, and what is in the sidebar is there', () => {
    // Decisions are reached from where they matter; the front pages are no part of the sidebar.
    const written = listPages(root)
      .filter((path) => path.startsWith('docs/') && !path.includes('/decisions/'))
      .map((path) => path.slice('docs'.length, -'.md'.length))
      .filter((link) => !link.endsWith('/index'))
    const listed = new Set([...linksOf(englishChapters), ...linksOf(chineseChapters)])
    expect([...listed].toSorted()).toEqual(written.toSorted())
  })

  it('are in Chinese wherever the guide and the recipes are in English', () => {
    const [guide, recipes] = englishChapters
    const expected = linksOf([guide, recipes].filter((chapter) => chapter !== undefined))
    expect(linksOf(chineseChapters.slice(0, 2))).toEqual(expected.map((link) => `/zh${link}`))
  })

  it.each(llmsCopies)('are in $path; npm run docs:pages writes it', (copy) => {
    const written = read(copy.path)
    expect(written).toBe(drawLlms(copy))
    expect(written).not.toMatch(/: $/m)
  })

  it('name tests that are there on the page about security', () => {
    const named = [...read('docs/security.md').matchAll(/`([\w/]+\.(?:\w+\.)?test\.ts)`/g)]
    expect(named.length).toBeGreaterThan(10)
    expect(named.filter(([, path]) => !existsSync(`${root}/test/${path}`))).toEqual([])
  })
})
