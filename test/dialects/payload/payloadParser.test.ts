import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { parseJson } from '../../../src/dialects/payload/json.ts'
import { arrayField, isRecord, recordField } from '../../../src/dialects/payload/jsonFields.ts'
import { createPayloadParser } from '../../../src/dialects/payload/payloadParser.ts'

const parseAll = (texts: readonly string[], limits?: Parameters<typeof parseJson>[1]) =>
  texts.map(createPayloadParser(limits))

const envelope = (content: string): string =>
  `{"id":"c-1","meta":{"tags":["a",null]},"choices":[{"index":0,"delta":{"content":"${content}"}}],"usage":null}`

const ofMessage = (id: string, text: string): string => `{"id":{"of":"${id}"},"text":"${text}"}`

const time = (work: () => unknown): number => {
  const start = performance.now()
  work()
  return performance.now() - start
}

describe('createPayloadParser', () => {
  it('parses the envelope of the tokens once', () => {
    const parse = createPayloadParser()
    parse(envelope('Hello'))
    parse(envelope(', '))
    const jsonParse = vi.spyOn(JSON, 'parse')
    const result = parse(envelope('wörld'))
    const calls = jsonParse.mock.calls.length
    jsonParse.mockRestore()

    expect(calls).toBe(0)
    expect(result).toEqual({ ok: true, value: JSON.parse(envelope('wörld')) })
  })

  it('finds the envelope of the next message when the first is over', () => {
    const texts = ['1', '2'].flatMap((id) => ['a', 'b', 'c'].map((text) => ofMessage(id, text)))
    const parse = createPayloadParser()
    for (const text of texts) expect(parse(text)).toEqual({ ok: true, value: JSON.parse(text) })
    const jsonParse = vi.spyOn(JSON, 'parse')
    parse(ofMessage('2', 'd'))
    const calls = jsonParse.mock.calls.length
    jsonParse.mockRestore()

    expect(calls).toBe(0)
  })

  it('gives each payload objects of its own', () => {
    const values = ['a', 'b', 'c', 'd', 'e'].map(envelope).map(createPayloadParser())
    for (const parsed of values) {
      const meta =
        parsed.ok && isRecord(parsed.value) ? recordField(parsed.value, 'meta') : undefined
      expect(meta).toEqual({ tags: ['a', null] })
      const tags = meta && arrayField(meta, 'tags')
      Reflect.set(tags ?? {}, 0, 'changed')
    }
  })

  it.each([
    ['a quote that ends the string', ['{"a":"x"}', '{"a":"y"}', '{"a":"z","b":"c"}']],
    ['a backslash that swallows the quote', ['{"a":"x"}', '{"a":"y"}', '{"a":"z\\"}']],
    ['escapes', ['{"a":"x"}', '{"a":"y"}', '{"a":"\\u4f60\\n\\"\\\\"}']],
    ['a raw line feed', ['{"a":"x"}', '{"a":"y"}', '{"a":"\n"}']],
    ['a string that is a key', ['{"a":1}', '{"b":1}', '{"c":1}', '{"a":1}']],
    ['a key that comes twice', ['{"a":"x","a":"y"}', '{"a":"z","a":"y"}', '{"a":"q","a":"y"}']],
    ['a key that is left out', ['{"__proto__":"x"}', '{"__proto__":"y"}', '{"__proto__":"z"}']],
    ['a prefix and a suffix that overlap', ['"aa"', '"ab"', '"', '""']],
    ['a bare string', ['"one"', '"two"', '"three"', 'four']],
    [
      'a number that only Python knows',
      ['{"n":NaN,"a":"x"}', '{"n":NaN,"a":"y"}', '{"n":NaN,"a":"z"}'],
    ],
    ['the same payload again', ['{"a":"x"}', '{"a":"x"}', '{"a":"x"}', '{"a":"y"}', '{"a":"x"}']],
    [
      'the mark of the open string, escaped in another field',
      ['x', 'y', 'z'].map((text) => String.raw`{"a":"\ue000…\uE001","b":"${text}"}`),
    ],
    [
      'the mark of the open string, escaped under a key that changes',
      ['x', 'y', 'z'].map((text) => String.raw`{"${text}":"\uE000…\ue001"}`),
    ],
    ['a string that became empty', ['{"a":"xy"}', '{"a":"x"}', '{"a":""}', '{"a":"xy"}']],
  ])('gives what is there behind %s', (_, texts) => {
    expect(parseAll(texts)).toEqual(texts.map((text) => parseJson(text)))
  })

  it('keeps to the limits', () => {
    const texts = ['a', 'b', 'c'].map((text) => `[[["${text}"]]]`)

    expect(parseAll(texts, { maxDepth: 2 })).toEqual(
      texts.map(() => ({ ok: false, problem: 'too-deep' })),
    )
  })

  it('gives what parseJson gives, whatever came before', () => {
    const unit = fc.constantFrom(
      'a',
      '"',
      '\\',
      'n',
      '{',
      '}',
      ',',
      ':',
      '\n',
      '你',
      '\uD83D',
      '\uE000…\uE001',
    )
    const content = fc.array(unit, { maxLength: 16 }).map((units) => units.join(''))
    const written = fc.oneof(
      content,
      content.map((text) => JSON.stringify(text).slice(1, -1)),
    )
    const wrap = fc.constantFrom<(text: string) => string>(
      (text) => `"${text}"`,
      (text) => `{"a":"${text}","b":["${text}"]}`,
      (text) => `{"a":[{"constructor":{"c":"${text}"}},"${text.slice(0, 1)}"]}`,
      (text) => `{"type":"token","token":"${text}"}`,
      (text) => `{"${text}":"${text}"}`,
      envelope,
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(wrap, written), { maxLength: 12 }), (pieces) => {
        const texts = pieces.map(([wrapText, text]) => wrapText(text))
        expect(parseAll(texts)).toEqual(texts.map((text) => parseJson(text)))
      }),
      { numRuns: 2_000 },
    )
  })

  it('stops looking for what is not there', () => {
    const texts = Array.from({ length: 20_000 }, (_, index) =>
      JSON.stringify({ a: `${index}${'x'.repeat(3_000)}`, b: index, c: `${index}` }),
    )
    const plain = time(() => texts.map((text) => parseJson(text)))

    expect(time(() => parseAll(texts))).toBeLessThan(plain * 2 + 100)
  })
})
