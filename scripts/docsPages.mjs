// Writes what the pages take from elsewhere: npm run docs:pages
// The figures of both READMEs, from bench/results/markdown.md, and llms.txt, from the list of pages.
import { readFileSync, writeFileSync } from 'node:fs'
import { chineseChapters, englishChapters } from '../docs/.vitepress/pages.mjs'

const root = new URL('../', import.meta.url)
const read = (path) => readFileSync(new URL(path, root), 'utf8')

/** Both READMEs, with what the rows are called in each. */
export const readmes = [
  {
    path: 'README.md',
    first: '× the floor',
    floor: 'floor',
    missing: 'given up',
    rows: {
      mixed: 'mixed answer',
      fence: 'one code block',
      list: 'one list',
      table: 'one table',
      paragraph: 'one paragraph, marked',
      plain: 'one paragraph, plain',
    },
  },
  {
    path: 'README.zh-CN.md',
    first: '相对基准的倍数',
    floor: '基准',
    missing: '放弃',
    rows: {
      mixed: '混合内容',
      fence: '单个代码块',
      list: '单个列表',
      table: '单个表格',
      paragraph: '单个段落（带标记）',
      plain: '单个段落（纯文本）',
    },
  },
]

const renderers = [
  'vue-rill',
  'markdown-it + v-html',
  'markstream-vue',
  'vue-stream-markdown',
  'streamdown (React)',
]

/** Cells of the tables of a report, by answer and renderer, as far as they are 50 KB in 140 frames. */
function readCells(report) {
  const rows = report.matchAll(
    /^\| (\w+), 50 KB, 360 a frame +\| (.+?) +\| +([\d,]+ ms) \| +([\d.]+) \|/gm,
  )
  return new Map(
    [...rows].map(([, answer, renderer, time, ratio]) => [
      `${answer} ${renderer.includes('(floor)') ? 'floor' : renderer}`,
      renderer.includes('(floor)') ? time : ratio,
    ]),
  )
}

/** The table of figures of one README, not laid out. */
export function drawFigures({ first, floor, missing, rows }) {
  const cells = readCells(read('bench/results/markdown.md'))
  const lines = Object.entries(rows).map(([answer, label]) => [
    label,
    ...['floor', ...renderers].map((renderer) => cells.get(`${answer} ${renderer}`) ?? missing),
  ])
  return [[first, floor, ...renderers], ['---', ...renderers.map(() => '--:'), '--:'], ...lines]
    .map((line) => `| ${line.join(' | ')} |`)
    .join('\n')
}

export const FIGURES = /(?<=<!-- figures -->\n)[\s\S]*?(?=\n<!-- \/figures -->)/

/** Both copies of llms.txt, and how each leads to a page: as a file of the repository, or of the site. */
export const llmsCopies = [
  { path: 'llms.txt', leadTo: (link) => `docs${link}.md` },
  { path: 'docs/public/llms.txt', leadTo: (link) => link },
]

/** What a language model should know of the pages: where each is, and what its first sentence says. */
export function drawLlms({ leadTo }) {
  const inChinese = chineseChapters.filter(({ language }) => language === undefined)
  const chapters = [...englishChapters, ...inChinese]
  const sections = chapters.map(({ text, items }) => {
    const lines = items.map((page) => `- [${page.text}](${leadTo(page.link)}): ${say(page.link)}`)
    return `## ${text}\n\n${lines.join('\n')}\n`
  })
  const intro = "> Put any backend's stream on the screen: SSE, NDJSON and WebSocket become typed"
  const rest = '> events, state and incremental markdown, in Vue 3.'
  return `# vue-rill\n\n${intro}\n${rest}\n\n${sections.join('\n')}`
}

/** The first sentence of prose on a page. */
function say(link) {
  const paragraphs = read(`docs${link}.md`)
    .replaceAll(/^```[\s\S]*?^```$/gm, '')
    .split(/\n{2,}/)
  const prose = paragraphs.find((paragraph) => /^[\p{L}`[*]/u.test(paragraph)) ?? ''
  const flow = prose
    .replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .replaceAll('**', '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return /^.*?(?:\.(?= |$)|。)/u.exec(flow)?.[0] ?? flow
}

function write() {
  for (const readme of readmes) {
    const text = read(readme.path).replace(FIGURES, `\n${drawFigures(readme)}\n`)
    writeFileSync(new URL(readme.path, root), text)
  }
  for (const copy of llmsCopies) writeFileSync(new URL(copy.path, root), drawLlms(copy))
}

if (process.argv[1]?.endsWith('docsPages.mjs')) write()
