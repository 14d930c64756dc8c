import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** A piece of code on a page. */
export interface Sample {
  /** The page, from the root of the repository on. */
  readonly page: string
  /** The line on which its fence opens, from 1 on. */
  readonly line: number
  readonly language: string
  readonly code: string
  /** What the page leaves unsaid: declarations from `<!-- given: … -->` above the fence. */
  readonly given: string
  /** `<!-- excerpt -->` stands above it: part of a file, not meant to compile by itself. */
  readonly isExcerpt: boolean
}

const SAMPLE =
  /(?:^<!-- given: (?<given>[\s\S]*?) -->\n+)?(?<excerpt>^<!-- excerpt -->\n+)?^```(?<language>\w+)\n(?<code>[\s\S]*?)^```$/gm

/** Every page that has samples: both READMEs and what the site is made of. */
export function listPages(root: string): readonly string[] {
  const docs = readdirSync(join(root, 'docs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !path.includes('node_modules') && !path.includes('.vitepress'))
  return ['README.md', 'README.zh-CN.md', ...docs.toSorted()]
}

export function readSamples(root: string, page: string): readonly Sample[] {
  const text = readFileSync(join(root, page), 'utf8')
  return [...text.matchAll(SAMPLE)].map(({ 0: whole, index, groups = {} }) => ({
    page,
    line: text.slice(0, index + whole.indexOf('```')).split('\n').length,
    language: groups.language ?? '',
    code: groups.code ?? '',
    given: groups.given ?? '',
    isExcerpt: groups.excerpt !== undefined,
  }))
}
