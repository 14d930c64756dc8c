import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSafeKey, parseJson } from '../../../src/dialects/payload/json.ts'
import { MALFORMED_CODES, malformedFrame } from '../../../src/dialects/payload/malformedFrame.ts'
import type { Frame } from '../../../src/framing/frame.ts'

const frameOf = (data: string): Frame => ({ event: '', data, id: undefined })

const refusal = (text: string, limits?: Parameters<typeof parseJson>[1]): string | undefined => {
  const result = parseJson(text, limits)
  return result.ok ? undefined : result.problem
}

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

const listOf = (length: number): string => JSON.stringify(Array.from({ length }, () => 1))

describe('parseJson', () => {
  it('gives what JSON.parse gives for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value)
        fc.pre(!/__proto__|constructor|prototype/.test(text))
        expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text) })
      }),
    )
  })

  it('never throws and never lets a dangerous key through, whatever the text', () => {
    const hasUnsafeKey = (value: unknown): boolean =>
      typeof value === 'object' &&
      value !== null &&
      Object.entries(value).some(
        ([key, child]) => (!Array.isArray(value) && !isSafeKey(key)) || hasUnsafeKey(child),
      )
    const key = fc.constantFrom(
      'a',
      '__proto__',
      'constructor',
      '\\u005f_proto__',
      '__pro\\u0074o__',
      'prot\\u006Ftype',
    )
    const { value } = fc.letrec<{ value: string }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom('1', '"__proto__"', 'null', 'NaN', '-Infinity', '{', '"'),
        fc.array(tie('value')).map((items) => `[${items.join(',')}]`),
        fc
          .array(fc.tuple(key, tie('value')))
          .map((pairs) => `{${pairs.map(([name, child]) => `"${name}":${child}`).join(',')}}`),
      ),
    }))
    fc.assert(
      fc.property(fc.oneof(value, fc.string()), (text) => {
        const result = parseJson(text)
        expect(result.ok && hasUnsafeKey(result.value)).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })

  it.each<[string, unknown]>([
    ['{"__proto__":{"admin":true}}', {}],
    ['{"a":[1,{"b":{"constructor":1,"c":2}}]}', { a: [1, { b: { c: 2 } }] }],
    ['{"prototype":1,"x":{"__proto__":null}}', { x: {} }],
    [String.raw`{"\u005f\u005fproto\u005F_":1,"a":1}`, { a: 1 }],
    [String.raw`{"const\u0072uctor":1}`, {}],
    [`{"a":"${'x'.repeat(500)}","__proto__":1}`, { a: 'x'.repeat(500) }],
    ['{"s":NaN,"__proto__":1}', { s: null }],
  ])('leaves out the dangerous key in %j, and keeps the rest', (text, value) => {
    const parsed = parseJson(text)
    expect(parsed).toStrictEqual({ ok: true, value })
    expect(Reflect.ownKeys(parsed.ok ? Object(parsed.value) : {})).toEqual(
      Reflect.ownKeys(Object(value)),
    )
  })

  it('takes the same words as values and as parts of other keys', () => {
    const text = '{"token":"constructor and __proto__","prototypes":["prototype"]}'
    expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text) })
  })

  it.each([
    ['{"score":NaN}', { score: null }],
    ['[NaN, Infinity, -Infinity, 1]', [null, null, null, 1]],
    [
      String.raw`{"t":"NaN \"Infinity\" \\","s":NaN,"-Infinity":"NaN"}`,
      { t: 'NaN "Infinity" \\', s: null, '-Infinity': 'NaN' },
    ],
    ['{"a":"行\u2028","b":-Infinity}', { a: '行\u2028', b: null }],
  ])('reads the numbers of Python in %s as null', (text, value) => {
    expect(parseJson(text)).toEqual({ ok: true, value })
  })

  it.each([['NaNNaN'], ['1NaN'], ['{"a":NaN'], ['"NaN'], ['xInfinity'], ['{NaN:1}'], ['']])(
    'still refuses %j',
    (text) => {
      expect(refusal(text)).toBe('syntax')
    },
  )

  it('counts nesting to the limit and not beyond', () => {
    expect(refusal(nested(32))).toBeUndefined()
    expect(refusal(nested(33))).toBe('too-deep')
    expect(refusal(nested(3), { maxDepth: 2 })).toBe('too-deep')
    expect(refusal('1', { maxDepth: 1 })).toBeUndefined()
    expect(refusal('[]', { maxDepth: 1 })).toBeUndefined()
    expect(refusal(`{"a":${nested(2)}}`, { maxDepth: 2 })).toBe('too-deep')
  })

  it('counts keys and items together to the limit and not beyond', () => {
    expect(refusal(listOf(10_000))).toBeUndefined()
    expect(refusal(listOf(10_001))).toBe('too-many-keys')
    expect(refusal('{"a":[1,2],"b":3}', { maxKeys: 4 })).toBeUndefined()
    expect(refusal('{"a":[1,2],"b":3}', { maxKeys: 3 })).toBe('too-many-keys')
  })

  it('lifts both limits with Infinity, and still looks for dangerous keys at any depth', () => {
    const unlimited = { maxDepth: Infinity, maxKeys: Infinity }
    const depth = 100_000
    expect(refusal(nested(depth), unlimited)).toBeUndefined()
    const deep = parseJson(`${'['.repeat(depth)}{"__proto__":1}${']'.repeat(depth)}`, unlimited)
    let value = deep.ok ? deep.value : undefined
    for (let level = 0; level < depth; level++) value = Array.isArray(value) ? value[0] : undefined
    expect(Reflect.ownKeys(Object(value))).toEqual([])
  })

  it.each([
    ['opening brackets', '['.repeat(1_000_000), 'syntax'],
    ['opening braces', '{"a":'.repeat(200_000), 'syntax'],
    ['balanced brackets', nested(500_000), 'too-deep'],
    ['escaped quotes after a NaN', `[NaN,"${'\\"'.repeat(500_000)}`, 'syntax'],
    ['quotes after a NaN', `[NaN${'"'.repeat(1_000_000)}`, 'syntax'],
    ['many NaN', `[${'NaN,'.repeat(250_000)}NaN]`, 'too-many-keys'],
    ['many empty objects', `[${'{},'.repeat(300_000)}{}]`, 'too-many-keys'],
  ])('stays linear on a megabyte of %s', (_, text, problem) => {
    const started = performance.now()
    expect(refusal(text)).toBe(problem)
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

describe('malformedFrame', () => {
  it.each([
    ['{"a":', 'malformed-json'],
    [nested(40), 'too-deep'],
    [listOf(20_000), 'too-many-keys'],
  ])('turns what parseJson refuses into one skippable error: %.20s', (data, code) => {
    const result = parseJson(data)
    if (result.ok) throw new TypeError('the payload should have been refused')
    const [event, ...others] = malformedFrame(frameOf(data), result.problem)
    expect(others).toEqual([])
    expect(event).toMatchObject({ type: 'error', scope: 'item', recoverable: true, code })
    expect(MALFORMED_CODES.has(code)).toBe(true)
    expect(event?.message).toContain(data.slice(0, 30))
    expect(event?.message.length).toBeLessThan(250)
  })

  it('quotes the input on one line and never cuts a character in two', () => {
    const [event] = malformedFrame(frameOf(`\u001b[31m\n${'😀'.repeat(200)}`), 'syntax')
    expect(event?.message).toMatch(/JSON: {2}?\[31m (😀)+…$/u)
    expect(event?.message).not.toMatch(/[\p{Cc}\p{Cs}]/u)
  })

  it('says nothing of a frame that the end of the stream cut in two', () => {
    expect(malformedFrame({ ...frameOf('{"a'), truncated: true }, 'syntax')).toEqual([])
    expect(malformedFrame({ ...frameOf('{"a'), truncated: true }, 'too-deep')).toHaveLength(1)
  })
})
