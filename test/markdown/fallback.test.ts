import { createRequire } from 'node:module'
import type { MarkdownIt as Parser } from 'markdown-it'
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { createMarkdownDocument } from '../../src/markdown.ts'
import { createIncrementalReader } from '../../src/markdown/incrementalReader.ts'

const TEXT = '# One\n\n- a\n- ::b::\n\n> c\n\n[d]\n\n[d]: /u\n\n:::\ninside\n:::\n\nlast http://e.f'

function expectExact(parser: Parser): void {
  const document = createMarkdownDocument({ parser })
  for (const character of TEXT) {
    document.append(character)
    expect(document.tokens()).toEqual(parser.parse(document.source, {}))
    expect(document.html()).toBe(parser.render(document.source))
  }
}

function isIncremental(parser: Parser): boolean {
  return createIncrementalReader(parser, { length: 0, items: [] }) !== undefined
}

function withMark(): Parser {
  const parser = new MarkdownIt()
  parser.inline.ruler.before('emphasis', 'double_colon', (state, silent) => {
    const end = state.src.indexOf('::', state.pos + 2)
    if (!state.src.startsWith('::', state.pos) || end < 0) return false
    if (!silent) state.push('mark', 'mark', 0).content = state.src.slice(state.pos + 2, end)
    state.pos = end + 2
    return true
  })
  return parser
}

describe('a parser with an inline rule of a plugin', () => {
  it('is read incrementally and exactly', () => {
    expect(isIncremental(withMark())).toBe(true)
    expectExact(withMark())
  })

  it('is read in full once a rule keeps something between blocks', () => {
    const parser = withMark()
    parser.inline.ruler.before('text', 'count_links', (state) => {
      if (state.pos === 0) state.env.blocks = Number(state.env.blocks ?? 0) + 1
      return false
    })
    parser.inline.ruler.push('number', (state, silent) => {
      if (state.src[state.pos] !== 'l') return false
      if (!silent) state.push('text', '', 0).content = String(state.env.blocks)
      state.pos++
      return true
    })
    expect(isIncremental(parser)).toBe(true)
    expectExact(parser)
  })
})

/** The environment as a plugin sees it. */
interface SharedEnv {
  own?: { count: number }
  references?: Record<string, { href: string; title: string }>
}

/** Ways in which rules of plugins keep count in the environment, as they are written in the wild. */
const SHARING: Readonly<Record<string, (env: SharedEnv) => unknown>> = {
  'an object of its own': (env) => ++(env.own ??= { count: 0 }).count,
  'a name that it asks for as its own': (env) => {
    // oxlint-disable-next-line no-prototype-builtins -- plugins do
    if (!env.hasOwnProperty('own')) env.own = { count: 0 }
    return env.own?.count
  },
  'a name that it looks for among all': (env) => {
    const isFirst = !Object.keys(env).includes('own')
    env.own = { count: 1 }
    return isFirst
  },
  'a property that it defines': (env) => {
    if (!('own' in env)) Object.defineProperty(env, 'own', { value: { count: 0 } })
    return env.own === undefined ? 'nothing' : ++env.own.count
  },
  'the number of definitions': (env) => Object.keys(env.references ?? {}).length,
  'a definition that it asks for': (env) => 'D' in (env.references ?? {}),
  'a definition of its own': (env) => {
    const references = (env.references ??= {})
    const isFirst = references.Q === undefined
    references.Q ??= { href: 'q', title: '' }
    return isFirst
  },
}

describe.each(Object.entries(SHARING))('an inline rule that uses %s', (_name, use) => {
  it('runs as it would in a fresh parse, and the text is read exactly', () => {
    const parser = new MarkdownIt({ linkify: true })
    parser.inline.ruler.before('newline', 'use', (state, silent) => {
      if (state.src[state.pos] !== '\n' && state.src[state.pos] !== ':') return false
      if (!silent) state.push('use', '', 0).content = String(use(state.env))
      state.pos++
      return true
    })
    expect(isIncremental(parser)).toBe(true)
    expectExact(parser)
  })
})

describe('a parser the engine does not know', () => {
  it('is read in full: block rules of a plugin', () => {
    const parser = new MarkdownIt()
    parser.block.ruler.before('fence', 'container', (state, start, end, silent) => {
      if (!state.src.startsWith(':::', state.bMarks[start])) return false
      if (silent) return true
      let line = start + 1
      while (line < end && !state.src.startsWith(':::', state.bMarks[line])) line++
      state.line = Math.min(line + 1, end)
      const token = state.push('container', 'div', 0)
      token.content = state.getLines(start + 1, line, 0, true)
      return true
    })
    expect(isIncremental(parser)).toBe(false)
    expectExact(parser)
  })

  it('is read in full: core rules that see the whole document', () => {
    const parser = new MarkdownIt()
    parser.core.ruler.push('number_blocks', (state) => {
      state.tokens.forEach((token, index) => {
        token.meta = { index, of: state.tokens.length }
      })
    })
    expect(isIncremental(parser)).toBe(false)
    expectExact(parser)
  })

  it('is read in full: rules that interrupt elsewhere than usual, and methods that were replaced', () => {
    const moved = new MarkdownIt()
    moved.block.ruler.at('table', moved.block.ruler.getRules('')[0] ?? (() => false), {
      alt: ['blockquote'],
    })
    expect(isIncremental(moved)).toBe(false)
    expectExact(moved)

    const replaced = new MarkdownIt()
    const parse = replaced.inline.parse.bind(replaced.inline)
    replaced.inline.parse = (text, md, env, tokens) => parse(text.toUpperCase(), md, env, tokens)
    expect(isIncremental(replaced)).toBe(false)
    expectExact(replaced)
  })

  it('is read in full: another build of markdown-it', () => {
    const require = createRequire(import.meta.url)
    const Other: typeof MarkdownIt = require('markdown-it')
    const parser = new Other({ linkify: true })
    expect(isIncremental(parser)).toBe(false)
    expectExact(parser)
  })

  it('is drawn by its own renderer, whose rules may change what they draw', () => {
    const parser = new MarkdownIt({ linkify: true })
    parser.renderer.rules.link_open = (tokens, index, options, _env, self) => {
      tokens[index]?.attrPush(['target', '_blank'])
      return self.renderToken(tokens, index, options)
    }
    expect(isIncremental(parser)).toBe(true)
    expectExact(parser)
  })
})
