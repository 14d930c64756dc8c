import { createRequire } from 'node:module'
import type { MarkdownIt as Parser } from 'markdown-it'
import MarkdownIt from 'markdown-it'
import { footnoteRules } from '../../../src/markdown/plugins/footnoteRules.ts'
import { mathRules } from '../../../src/markdown/plugins/mathRules.ts'
import { taskListRules } from '../../../src/markdown/plugins/taskListRules.ts'

/** Option sets under which growing text must equal a fresh parse. */
export const PARSERS: Readonly<Record<string, () => Parser>> = {
  default: () => new MarkdownIt(),
  everything: () => new MarkdownIt({ html: true, linkify: true, typographer: true }),
  'links and breaks': () => new MarkdownIt({ linkify: true, breaks: true }),
  commonmark: () => new MarkdownIt('commonmark'),
  'three levels': () => new MarkdownIt({ html: true, maxNesting: 3 }),
  'five levels': () => new MarkdownIt({ html: true, maxNesting: 5 }),
  'nine levels': () => new MarkdownIt({ linkify: true, maxNesting: 9 }),
  'no tables': () => new MarkdownIt({ html: true }).disable('table'),
  'no definitions': () => new MarkdownIt().disable('reference'),
  'no lists': () => new MarkdownIt().disable(['list', 'lheading']),
  'no quotes': () => new MarkdownIt({ html: true }).disable(['code', 'blockquote']),
}

/** Rules of each phase, each left out once: what the others make of it must still be exact. */
const SINGLE_RULES = {
  block: [
    'table',
    'code',
    'fence',
    'blockquote',
    'hr',
    'list',
    'reference',
    'html_block',
    'heading',
    'lheading',
  ],
  inline: [
    'text',
    'linkify',
    'newline',
    'escape',
    'backticks',
    'strikethrough',
    'emphasis',
    'link',
    'image',
    'autolink',
    'html_inline',
    'entity',
  ],
  core: ['inline', 'linkify', 'replacements', 'smartquotes', 'text_join'],
} as const

const everything = (): Parser => new MarkdownIt({ html: true, linkify: true, typographer: true })

function leavingOut(): Record<string, () => Parser> {
  const named = Object.entries(SINGLE_RULES).flatMap(([phase, rules]) =>
    rules.map((rule): [string, () => Parser] => [
      `without the ${phase} rule ${rule}`,
      () => {
        const parser = everything()
        const { ruler } =
          phase === 'block' ? parser.block : phase === 'core' ? parser.core : parser.inline
        ruler.disable(rule)
        return parser
      },
    ]),
  )
  return Object.fromEntries(named)
}

/** `==marked==`, as a plugin with delimiters of its own writes it. */
export function markRules(parser: Parser): void {
  parser.inline.ruler.before('emphasis', 'marked', (state, silent) => {
    const marker = state.src.charCodeAt(state.pos)
    if (silent || marker !== 0x3d) return false
    const { length, can_open: open, can_close: close } = state.scanDelims(state.pos, true)
    if (length < 2) return false
    if (length % 2 === 1) state.push('text', '', 0).content = '='
    for (let at = length % 2; at < length; at += 2) {
      state.push('text', '', 0).content = '=='
      const token = state.tokens.length - 1
      state.delimiters.push({ marker, length: 0, token, end: -1, open, close })
    }
    state.pos += length
    return true
  })
  parser.inline.ruler2.before('emphasis', 'marked', (state) => {
    const lists = [state.delimiters, ...state.tokens_meta.map((meta) => meta?.delimiters ?? [])]
    for (const delimiters of lists) {
      for (const { marker, token, end } of delimiters) {
        if (marker !== 0x3d || end < 0) continue
        const closing = delimiters[end]?.token ?? 0
        Object.assign(state.tokens[token] ?? {}, {
          type: 'mark_open',
          tag: 'mark',
          nesting: 1,
          content: '',
        })
        Object.assign(state.tokens[closing] ?? {}, {
          type: 'mark_close',
          tag: 'mark',
          nesting: -1,
          content: '',
        })
      }
    }
    return true
  })
}

/** How linkify-it finds `git://a.b`. */
export const GIT_ADDRESS = {
  validate: (text: string, at: number) => /^\/\/[\w.]+/.exec(text.slice(at))?.[0].length ?? 0,
}

/** Option sets that few use: tried on random texts. */
export const RARE_PARSERS: Readonly<Record<string, () => Parser>> = {
  ...leavingOut(),
  'the preset zero': () => new MarkdownIt('zero'),
  'zero and some rules': () =>
    new MarkdownIt('zero').enable(['list', 'emphasis', 'blockquote', 'link', 'reference']),
  'commonmark with typography and links': () =>
    new MarkdownIt('commonmark', { typographer: true, linkify: true }),
  'other quotes': () =>
    new MarkdownIt({ typographer: true, quotes: ['«\u00a0', '\u00a0»', '‹\u00a0', '\u00a0›'] }),
  'XHTML and a highlighter': () =>
    new MarkdownIt({
      html: true,
      xhtmlOut: true,
      langPrefix: 'in-',
      highlight: (code, language) => `<b>${language}${code.length}</b>`,
    }),
  'other addresses': () => {
    const parser = new MarkdownIt({ linkify: true })
    parser.linkify.set({ fuzzyLink: false }).add('git:', GIT_ADDRESS)
    parser.validateLink = (url) => !url.includes('x')
    parser.normalizeLink = (url) => `${url}#n`
    parser.normalizeLinkText = (url) => url.toUpperCase()
    return parser
  },
  'no nesting': () => new MarkdownIt({ maxNesting: 0 }),
  'one level': () => new MarkdownIt({ html: true, maxNesting: 1 }),
  'two levels': () => new MarkdownIt({ linkify: true, typographer: true, maxNesting: 2 }),
  'marks of a plugin': () => new MarkdownIt({ linkify: true }).use(markRules),
  "all of the kit's plugins": () =>
    new MarkdownIt({ linkify: true }).use(mathRules).use(footnoteRules).use(taskListRules),
  'another build': () => {
    const Other: typeof MarkdownIt = createRequire(import.meta.url)('markdown-it')
    return new Other({ linkify: true, typographer: true })
  },
}
