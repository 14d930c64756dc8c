import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import type { ChatThread } from '../../src/composables/chat/chatThread.ts'
import type { ResultItem, StreamEvent } from '../../src/dialects/events.ts'
import { exportThread, importThread, threadToJson, threadToMarkdown } from '../../src/export.ts'
import { zhCN } from '../../src/locales/zhCN.ts'
import { reduceStream } from '../../src/state/reduce.ts'
import { createStreamState } from '../../src/state/streamState.ts'
import { talkOf } from '../store/support/openHistory.ts'

const source = (id: string, facts: Partial<ResultItem> = {}): ResultItem => ({
  id,
  title: `Title ${id}`,
  url: `https://example.com/${id}`,
  images: [],
  metadata: {},
  ...facts,
})

function citing(answer: string, items: readonly ResultItem[]): ChatThread {
  const events: readonly StreamEvent[] = [
    { type: 'start', dialect: 'rag' },
    { type: 'results', kind: 'retrieved', items },
    { type: 'text', channel: 'answer', delta: answer },
    { type: 'done', reason: 'stop', clean: true },
  ]
  const state = events.reduce(reduceStream, createStreamState())
  const talk = talkOf('a', 'What is *E-204*?', '')
  const [question, reply] = talk.turns
  if (!question || reply?.role !== 'assistant') throw new Error('no answer')
  return { ...talk, turns: [question, { ...reply, versions: [{ id: 'v', createdAt: 0, state }] }] }
}

describe('Markdown', () => {
  it('has questions as quotes, answers as they came and numbered sources with their addresses', () => {
    const text = threadToMarkdown(citing('A **sensor** [2].', [source('1'), source('2')]))
    expect(text).toContain('# What is \\*E-204\\*?')
    expect(text).toContain('> What is \\*E-204\\*?')
    expect(text).toContain('\nA **sensor** [2].\n')
    expect(text).toContain('1. [Title 1](<https://example.com/1>) – https://example.com/1\n')
    expect(text).toContain('2. [Title 2](<https://example.com/2>) – https://example.com/2\n')
    expect(new MarkdownIt().render(text)).toContain('<a href="https://example.com/2">Title 2</a>')
  })

  it.each([
    ['The seal leaks. So?', 'The seal leaks', 'The seal leaks[1]. So?'],
    ['密封漏油。', '密封漏油', '密封漏油[1]。'],
    ['It leaks【4:0†manual】.', 'It leaks【4:0†manual】', 'It leaks[1].'],
    ['It leaks [1].', 'It leaks [1]', 'It leaks [1].'],
    ['It leaks(see below).', 'It leaks', String.raw`It leaks\[1\](see below).`],
    ['Run `a b` now', 'Run `a', 'Run `a b`[1] now'],
    ['See [x](https://e.com/a) now', 'See [x](https', 'See [x](https://e.com/a)[1] now'],
    ['| a | b |\n|---|---|\n| c | d |\n', '| a | b |\n|---|---|\n| c | d |', '| c | d[1] |'],
    ['a\n\n```\ncode\n```\n\nb', 'a\n\n```\nco', '```\ncode\n```\n\nb'],
    ['a\n\n---\n\nb', 'a\n\n---', 'a\n\n---\n\nb'],
  ])('numbers the end of a span in %j', (answer, cited, expected) => {
    const item = source('1', { metadata: { spans: [{ start: 0, end: cited.length }] } })
    expect(threadToMarkdown(citing(answer, [item]))).toContain(`${expected}\n`)
  })

  it('numbers each place once, whatever spans there are', () => {
    const spans = fc.array(fc.record({ start: fc.nat(30), end: fc.nat(30) }), { maxLength: 5 })
    fc.assert(
      fc.property(fc.string({ maxLength: 30, unit: 'grapheme' }), spans, (answer, given) => {
        const item = source('1', { metadata: { spans: given } })
        expect(threadToMarkdown(citing(answer, [item]))).not.toContain('[1][1]')
      }),
    )
  })

  it('leaves out how an answer came about', () => {
    const talk = citing('So.', [])
    const [question, reply] = talk.turns
    if (!question || reply?.role !== 'assistant') throw new Error('no answer')
    const events: readonly StreamEvent[] = [
      { type: 'text', channel: 'reasoning', delta: 'A private thought.' },
      { type: 'tool-start', toolCallId: 't', name: 'lookup', input: { key: 'secret' } },
      { type: 'tool-end', toolCallId: 't', phase: 'output', output: 'found' },
      { type: 'text', channel: 'answer', delta: 'So.' },
    ]
    const state = events.reduce(reduceStream, createStreamState())
    const turns = [question, { ...reply, versions: [{ id: 'v', createdAt: 0, state }] }]
    const text = threadToMarkdown({ ...talk, turns })
    expect(text).toContain('So.')
    expect(text).not.toMatch(/thought|lookup|secret|found/)
    expect(threadToJson({ ...talk, turns })).toContain('A private thought.')
  })

  it('speaks Chinese', () => {
    const text = threadToMarkdown(citing('一个传感器[1]。', [source('1')]), { messages: zhCN })
    expect(text).toContain(`### ${zhCN.results.cited}`)
    expect(text).toContain(`## ${zhCN.chat.question(1)}`)
  })

  it.each(['```js\nlet a', '~~~~\nopen', '<!-- open', '<script>\nopen', '<?php'])(
    'keeps what stands behind an answer that ends in %j',
    (answer) => {
      const text = threadToMarkdown(citing(answer, [source('1')]))
      expect(new MarkdownIt({ html: true }).render(text)).toContain(
        '<a href="https://example.com/1">Title 1</a>',
      )
    },
  )

  it('has no link that runs code, and no title that breaks out of its line', () => {
    const text = threadToMarkdown(
      citing('x', [
        source('1', { title: 'a](javascript:alert(1))\n# b', url: 'javascript:alert(1)' }),
        source('2', { title: '![x](https://evil.example/p.png)', url: 'https://x/>)(y' }),
      ]),
    )
    const html = new MarkdownIt({ html: true }).render(text)
    expect(html).not.toMatch(/href="javascript|<img|<h1>b/)
  })

  it('shows any question as the text that it is', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (question) => {
        const html = new MarkdownIt({ html: true }).render(threadToMarkdown(talkOf('a', question)))
        const quoted = /<blockquote>([^]*)<\/blockquote>/.exec(html)?.[1] ?? ''
        expect(quoted).not.toMatch(/<(?!\/?p>|br|\/?blockquote)/)
      }),
    )
  })
})

describe('JSON', () => {
  it('is read again as the same talk', () => {
    fc.assert(
      fc.property(
        fc.record({ id: fc.uuid(), question: fc.string(), answer: fc.string(), time: fc.nat() }),
        ({ id, question, answer, time }) => {
          const talk = talkOf(id, question, answer, time)
          expect(importThread(threadToJson(talk))).toEqual(talk)
        },
      ),
    )
  })

  it('is refused when it is no talk, of whatever kind', () => {
    fc.assert(fc.property(fc.json(), (json) => void importThread(json)))
    expect(importThread('{"schema":1')).toBeUndefined()
    expect(importThread('{"schema":99,"thread":{"id":"a","turns":[]}}')).toBeUndefined()
  })

  it('that was stored before there was a schema is read', () => {
    const talk = talkOf('a', 'Why?', 'So.')
    expect(importThread(JSON.stringify(talk))).toEqual(talk)
  })
})

describe('HTML', () => {
  it('is one whole document with linked numbers and sources', async () => {
    const talk = citing('A **sensor** [2].\n\n- [x] done\n\n```js\na < b\n```', [
      source('1'),
      source('2'),
    ])
    const html = await exportThread(talk, 'html', { language: 'en-GB' })
    expect(html).toMatch(/^<!doctype html>\n<html lang="en-GB">/)
    expect(html).toContain('<strong>sensor</strong>')
    expect(html).toContain('<a class="cite" href="#answer-2-source-2">[2]</a>')
    expect(html).toContain('id="answer-2-source-2"')
    expect(html).toContain('href="https://example.com/2"')
    expect(html).toContain('a &lt; b')
    expect(html).not.toMatch(/<button|<script|<img|<input/)
    // The renderer is loaded in it.
  }, 20_000)

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '![x](https://evil.example/pixel.png)',
    '</style></title><svg onload=alert(1)>',
    '<a href="x" style="position:fixed">',
  ])('holds no code and asks for nothing with %j anywhere', async (hostile) => {
    const talk = citing(hostile, [source(hostile, { title: hostile, url: hostile })])
    const html = await exportThread({ ...talk, title: hostile }, 'html')
    // What stands in quotes is a value, and everything else is markup.
    const markup = html.replaceAll(/"[^"]*"/g, '""')
    expect(markup).not.toMatch(/<script|<img|<svg|<iframe|<[^>]* on\w+=/i)
    for (const [, href] of html.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^https:/)
    expect(html.match(/<style>/g)?.length).toBe(1)
    expect(html.match(/<\/style>/g)?.length).toBe(1)
  })

  it('says that an answer was cut off', async () => {
    const talk = talkOf('a', 'Why?', 'Half')
    const [question, reply] = talk.turns
    if (!question || reply?.role !== 'assistant') throw new Error('no answer')
    const [version] = reply.versions
    if (!version) throw new Error('no version')
    const cut = { ...version, state: { ...version.state, status: 'interrupted' as const } }
    const html = await exportThread(
      { ...talk, turns: [question, { ...reply, versions: [cut] }] },
      'html',
    )
    expect(html).toContain('<p class="note">Cut off</p>')
  })
})
