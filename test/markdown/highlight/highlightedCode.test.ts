import { describe, expect, it, vi } from 'vitest'
import { createHighlightedCode } from '../../../src/markdown/highlight/highlightedCode.ts'
import type { HighlightedLine, Highlighter } from '../../../src/markdown/highlight/highlighter.ts'
import { createShikiHighlighter } from '../../../src/shiki.ts'

const red = (line: string): HighlightedLine => [{ text: line, light: 'red', dark: 'pink' }]

/** A highlighter that notes each line it was given. */
function noting(
  look: (lines: readonly string[]) => ReturnType<typeof red>[] | Promise<HighlightedLine[]>,
) {
  const given: string[] = []
  const highlighter: Highlighter = {
    open: async () => ({
      highlight(lines) {
        given.push(...lines)
        return look(lines)
      },
    }),
  }
  return { given, highlighter }
}

describe('code that is coloured while it grows', () => {
  it('gives each finished line once, however the text came', async () => {
    const { given, highlighter } = noting((lines) => lines.map(red))
    const code = createHighlightedCode(highlighter, 'js', () => undefined)
    const text = 'one\ntwo\n\nthree\nfour'
    for (let end = 1; end <= text.length; end++) {
      code.show(text.slice(0, end))
      if (end % 5 === 0) await new Promise((resolve) => setTimeout(resolve))
    }
    await vi.waitFor(() => expect(code.known).toBe(4))
    expect(given).toEqual(['one', 'two', '', 'three'])
    expect(code.lineAt(1)).toEqual(red('two'))
    expect(code.lineAt(4)).toBeUndefined()
  })

  it('takes no line that says something else', async () => {
    const { highlighter } = noting((lines) => lines.map((line) => red(`${line}!`)))
    const code = createHighlightedCode(highlighter, 'js', () => undefined)
    code.show('a\n')
    await vi.waitFor(() => expect(code.known).toBe(1))
    expect(code.lineAt(0)).toEqual([{ text: 'a' }])
  })

  it('waits for a worker, in the order of the lines', async () => {
    const { given, highlighter } = noting(async (lines) => lines.map(red))
    const code = createHighlightedCode(highlighter, 'js', () => undefined)
    code.show(Array.from({ length: 40 }, (_, index) => `${index}\n`).join(''))
    await vi.waitFor(() => expect(code.known).toBe(40))
    expect(given).toEqual(Array.from({ length: 40 }, (_, index) => String(index)))
  })

  it('stays plain where the highlighter fails, does not know the language or the line is endless', async () => {
    const failing: Highlighter = { open: () => Promise.reject(new TypeError('offline')) }
    const unknowing: Highlighter = { open: async () => undefined }
    const throwing = noting(() => {
      throw new TypeError('broken grammar')
    })
    const patient = noting((lines) => lines.map(red))
    const codes = [failing, unknowing, throwing.highlighter, patient.highlighter].map(
      (highlighter) => createHighlightedCode(highlighter, 'js', () => undefined),
    )
    for (const code of codes) code.show(`${'x'.repeat(5_000)}\ny\n`)
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(codes.map(({ known }) => known)).toEqual([0, 0, 0, 0])
    expect(patient.given).toEqual([])
  })

  it('starts over with another text, and is silent once it is disposed of', async () => {
    const { given, highlighter } = noting((lines) => lines.map(red))
    const onChange = vi.fn<() => void>()
    const code = createHighlightedCode(highlighter, 'js', onChange)
    code.show('a\n')
    await vi.waitFor(() => expect(code.known).toBe(1))
    code.show('b\nc\n')
    await vi.waitFor(() => expect(code.known).toBe(2))
    expect(given).toEqual(['a', 'b', 'c'])
    code.dispose()
    onChange.mockClear()
    code.show('b\nc\nd\n')
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(onChange).not.toHaveBeenCalled()
  })
})

describe('Shiki', () => {
  it('keeps what it knows from line to line, in two themes', async () => {
    const session = await createShikiHighlighter({ langs: ['js'] }).open('js')
    const lines = await session?.highlight(['/* a', 'b */ let c'])
    const comment = lines?.[0]?.[0]
    expect(comment?.light).toMatch(/^#/)
    expect(lines?.[1]?.[0]).toMatchObject({
      text: 'b */',
      light: comment?.light,
      dark: comment?.dark,
    })
    expect(lines?.[1]?.map(({ text }) => text).join('')).toBe('b */ let c')
  })

  it('knows aliases, and nothing of languages that are not there or not wanted', async () => {
    const shiki = createShikiHighlighter()
    expect(await shiki.open('py')).toBeDefined()
    expect(await shiki.open('klingon')).toBeUndefined()
    expect(await shiki.open('')).toBeUndefined()
    expect(await createShikiHighlighter({ langs: ['js'] }).open('python')).toBeUndefined()
  })
})
