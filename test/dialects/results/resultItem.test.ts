import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSafeKey, parseJson } from '../../../src/dialects/payload/json.ts'
import { createResultReader, readResults } from '../../../src/dialects/results/resultItem.ts'

const read = createResultReader()

const alarm = {
  id: 1,
  alarm_code: 'E001',
  alarm_message: '温度传感器故障',
  solution: '检查传感器接线是否松动。',
  images: ['uploads/images/sensor1.jpg', 'uploads/images/sensor2.jpg'],
  equipment: '一号锅炉',
}

describe('the rows of an alarm knowledge base', () => {
  it('become items with the code and message as title and both still at hand', () => {
    expect(read(alarm)).toEqual({
      id: '1',
      title: 'E001 温度传感器故障',
      text: '检查传感器接线是否松动。',
      images: [{ url: 'uploads/images/sensor1.jpg' }, { url: 'uploads/images/sensor2.jpg' }],
      metadata: { alarm_code: 'E001', alarm_message: '温度传感器故障', equipment: '一号锅炉' },
    })
  })

  it('keep one of code and message when the other is missing', () => {
    expect(read({ alarm_code: 7, alarm_message: null })).toMatchObject({
      title: '7',
      metadata: { alarm_code: 7 },
    })
    expect(read({ alarm_code: '', alarm_message: '急停' })?.title).toBe('急停')
  })

  it('are named by code and message when they have no id, however long the solution is', () => {
    const { id: _, ...anonymous } = alarm
    const shortened = { ...anonymous, solution: '检查…' }
    expect(read(anonymous)?.id).toBe(read(shortened)?.id)
    expect(read({ ...anonymous, alarm_code: 'E002' })?.id).not.toBe(read(anonymous)?.id)
  })
})

describe('the shapes in which documents arrive', () => {
  const item = { title: '手册', text: '先断电。', source: 'manual.pdf', images: [] }
  const metadata = { title: '手册', source: 'manual.pdf', page: 3 }

  it.each([
    ['page_content', { page_content: '先断电。', metadata }],
    ['pageContent', { pageContent: '先断电。', metadata }],
    ['content', { content: '先断电。', metadata }],
    ['text', { text: '先断电。', metadata }],
    ['a scored pair', [{ page_content: '先断电。', metadata }, 0.5]],
    [
      'a serialised LangChain document',
      {
        lc: 1,
        type: 'constructor',
        id: ['langchain', 'schema', 'document', 'Document'],
        kwargs: { page_content: '先断电。', metadata },
      },
    ],
    ['a LlamaIndex node with its score', { node: { text: '先断电。', metadata }, score: 0.5 }],
    ['a vector store hit', { score: 0.5, payload: { content: '先断电。', metadata } }],
    ['an index hit', { _score: 0.5, _source: { content: '先断电。', ...metadata } }],
  ])('%s', (_, raw) => {
    const scored = JSON.stringify(raw).includes('0.5') ? { score: 0.5 } : {}
    expect(read(raw)).toEqual({
      ...item,
      ...scored,
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      metadata: { page: 3 },
    })
  })

  it('takes the id of a LlamaIndex node and keeps what it does not know', () => {
    const raw = {
      node: { id_: 'n-7', text: '先断电。', metadata: { file_name: 'a.md' } },
      score: 0.8,
    }
    expect(read(raw)).toEqual({
      id: 'n-7',
      title: 'a.md',
      text: '先断电。',
      score: 0.8,
      images: [],
      metadata: {},
    })
  })

  it('reads a plain text as an item of that text', () => {
    expect(read('先断电。')).toMatchObject({ text: '先断电。', images: [], metadata: {} })
    expect(read('先断电。')?.id).toBe(read({ text: '先断电。' })?.id)
  })

  it('reads the row of a web search', () => {
    expect(
      read({
        title: 'Sensors',
        snippet: 'How to',
        link: 'https://example.com/s',
        similarity: '0.91',
        source_name: 'Example',
        rank: 2,
      }),
    ).toEqual({
      id: 'https://example.com/s',
      title: 'Sensors',
      text: 'How to',
      url: 'https://example.com/s',
      score: 0.91,
      source: 'Example',
      images: [],
      metadata: { rank: 2 },
    })
  })

  it('keeps a field of the metadata that a field of the item hides', () => {
    expect(read({ text: 'a', source: 'outer', metadata: { source: 'inner' } })).toMatchObject({
      source: 'outer',
      metadata: { source: 'inner' },
    })
  })

  it('lays an unknown field of the item over the one of its metadata', () => {
    const { metadata: rest } = read({ text: 'a', page: 2, metadata: { page: 1, chapter: 3 } }) ?? {}
    expect(rest).toEqual({ page: 2, chapter: 3 })
  })

  it('does not take the id of the document, which its other chunks share, from the metadata', () => {
    const chunks = ['a', 'b'].map((text) => read({ page_content: text, metadata: { id: 'doc' } }))
    expect(chunks[0]?.id).not.toBe(chunks[1]?.id)
    expect(chunks[0]?.metadata).toEqual({ id: 'doc' })
  })

  it.each([
    [null],
    [undefined],
    [7],
    [true],
    [''],
    ['  '],
    [{}],
    [[]],
    [[1, 2, 3]],
    [{ id: null }],
  ])('gives no item for %j', (raw) => {
    expect(read(raw)).toBeUndefined()
  })

  it('keeps a row of which it knows no field, and tells such rows apart', () => {
    const rows = readResults([{ 设备: '锅炉' }, { 设备: '水泵' }], read)
    expect(rows.map((row) => row.metadata)).toEqual([{ 设备: '锅炉' }, { 设备: '水泵' }])
    expect(rows[0]?.id).not.toBe(rows[1]?.id)
  })
})

describe('fields of a backend with names of its own', () => {
  it('come before the names that the kit knows', () => {
    const named = createResultReader({
      fields: {
        id: ['标识'],
        title: ['设备+型号'],
        text: ['正文.段落'],
        score: ['相关度'],
        images: ['图片'],
      },
    })
    expect(
      named({
        标识: 'k1',
        id: 9,
        设备: '水泵',
        型号: 'P-20',
        title: 'other',
        正文: { 段落: '检查轴承。' },
        相关度: 0.7,
        图片: 'a.png',
      }),
    ).toEqual({
      id: 'k1',
      title: '水泵 P-20',
      text: '检查轴承。',
      score: 0.7,
      images: [{ url: 'a.png' }],
      metadata: { id: 9, 设备: '水泵', 型号: 'P-20', title: 'other', 正文: { 段落: '检查轴承。' } },
    })
  })

  it('fall back to the known names where they are missing', () => {
    expect(createResultReader({ fields: { title: ['标题'] } })(alarm)?.title).toBe(
      'E001 温度传感器故障',
    )
  })
})

describe('scores', () => {
  it.each([
    [0, 0],
    [-1.5, -1.5],
    ['0.25', 0.25],
    [Number.NaN, undefined],
    [null, undefined],
    ['high', undefined],
    ['', undefined],
    [Number.POSITIVE_INFINITY, undefined],
  ])('%j is read as %j', (score, expected) => {
    expect(read({ text: 'a', score })?.score).toBe(expected)
  })

  it('that are NaN on the wire leave no trace', () => {
    const parsed = parseJson('[{"text":"a","score":NaN},[{"text":"b"},NaN]]')
    const items = readResults(parsed.ok ? parsed.value : [], read)
    expect(items.map(({ score, metadata }) => ({ score, metadata }))).toEqual([
      { score: undefined, metadata: {} },
      { score: undefined, metadata: {} },
    ])
  })
})

const imageUrls = (images: unknown, baseUrl?: string): readonly string[] =>
  createResultReader({ baseUrl })({ text: 'a', images })?.images.map(({ url }) => url) ?? []

describe('images', () => {
  it.each([
    ['uploads/a.jpg', 'https://example.com', 'https://example.com/uploads/a.jpg'],
    ['uploads/a.jpg', 'https://example.com/api/ask', 'https://example.com/api/uploads/a.jpg'],
    ['/uploads/a.jpg', 'https://example.com/api/', 'https://example.com/uploads/a.jpg'],
    ['图/甲.jpg', 'https://example.com', 'https://example.com/%E5%9B%BE/%E7%94%B2.jpg'],
    [String.raw`uploads\a.jpg`, 'https://example.com', 'https://example.com/uploads/a.jpg'],
    ['uploads/a.jpg', '/static/', '/static/uploads/a.jpg'],
    ['/uploads/a.jpg', '/static/', '/uploads/a.jpg'],
    ['uploads/a.jpg', 'static/', 'static/uploads/a.jpg'],
    ['uploads/a.jpg', undefined, 'uploads/a.jpg'],
    ['/uploads/甲.jpg?v=1', undefined, '/uploads/甲.jpg?v=1'],
    ['https://cdn.example.com/a.jpg', 'https://example.com', 'https://cdn.example.com/a.jpg'],
    ['https://cdn.example.com/a.jpg', undefined, 'https://cdn.example.com/a.jpg'],
    ['//cdn.example.com/a.jpg', 'http://example.com', 'http://cdn.example.com/a.jpg'],
    ['//cdn.example.com/a.jpg', undefined, 'https://cdn.example.com/a.jpg'],
    [String.raw`/\cdn.example.com/a.jpg`, '/static/', 'https://cdn.example.com/a.jpg'],
    ['a.jpg', 'capacitor://localhost/app/', 'capacitor://localhost/app/a.jpg'],
  ])('%s against the base %s is %s', (url, baseUrl, expected) => {
    expect(imageUrls([url], baseUrl)).toEqual([expected])
  })

  it.each([
    ['javascript:alert(1)'],
    ['JaVaScRiPt:alert(1)'],
    ['java\nscript:alert(1)'],
    ['\u0001javascript:alert(1)'],
    ['  javascript:alert(1)'],
    ['data:image/png;base64,AAAA'],
    ['vbscript:x'],
    ['blob:https://example.com/1'],
    ['file:///etc/passwd'],
    [String.raw`C:\images\a.jpg`],
    ['https://'],
    [''],
    ['   '],
  ])('%j is left out, with and without a base', (url) => {
    for (const baseUrl of [undefined, '/static/', 'https://example.com']) {
      expect(imageUrls([url, 'b.png'], baseUrl)).toHaveLength(1)
    }
  })

  it('are read from strings and objects, each once', () => {
    const item = createResultReader({ baseUrl: 'https://example.com/' })({
      text: 'a',
      images: [
        'x.png',
        { url: '/x.png', alt: 'again' },
        { src: 'y.png', title: '接线图' },
        { path: 'z.png', alt: '' },
        { name: 'no url' },
        7,
        null,
      ],
      metadata: { images: ['https://example.com/y.png', 'w.png'] },
    })
    expect(item?.images).toEqual([
      { url: 'https://example.com/x.png' },
      { url: 'https://example.com/y.png', alt: '接线图' },
      { url: 'https://example.com/z.png', alt: '' },
      { url: 'https://example.com/w.png' },
    ])
    expect(item?.metadata).toEqual({})
  })

  it('stay in the metadata when the field is something else', () => {
    expect(read({ text: 'a', image: { width: 3 } })).toMatchObject({
      images: [],
      metadata: { image: { width: 3 } },
    })
  })
})

describe('links', () => {
  it.each([
    ['https://example.com', 'https://example.com'],
    ['mailto:help@example.com', 'mailto:help@example.com'],
    ['/docs/1', 'https://example.com/docs/1'],
  ])('%s is kept as %s', (url, expected) => {
    expect(createResultReader({ baseUrl: 'https://example.com' })({ url })?.url).toBe(expected)
  })

  it.each([['javascript:alert(1)'], ['data:text/html,x'], ['vscode://file/x'], ['\tjavascript:x']])(
    '%j is no link and stays in the metadata',
    (url) => {
      const item = read({ text: 'a', url })
      expect(item).not.toHaveProperty('url')
      expect(item?.metadata).toEqual({ url })
    },
  )

  it('give way to another field when they are unsafe', () => {
    expect(read({ text: 'a', url: 'javascript:x', link: 'https://example.com/' })?.url).toBe(
      'https://example.com/',
    )
  })
})

describe('whatever comes', () => {
  it('never throws, and gives items of the declared shape without dangerous keys', () => {
    const names =
      'id title text url score images metadata node payload lc kwargs alarm_code __proto__ constructor'
    const name = fc.constantFrom(...names.split(' '))
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.jsonValue(),
        fc.constantFrom(1, Number.NaN, 'javascript:x', 'a.png', '//x', null),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.array(fc.tuple(name, tie('value'))).map((entries) => {
          const record: object = {}
          for (const [key, field] of entries) {
            Object.defineProperty(record, key, {
              value: field,
              enumerable: true,
              configurable: true,
            })
          }
          return record
        }),
      ),
    }))
    const base = fc.constantFrom(undefined, '', '/static/', 'https://example.com', '://', 'x')
    fc.assert(
      fc.property(value, base, (raw, baseUrl) => {
        const item = createResultReader({ baseUrl })(raw)
        if (item === undefined) return
        expect(item.id).not.toBe('')
        expect(Object.keys(item.metadata).every(isSafeKey)).toBe(true)
        expect(Object.getPrototypeOf(item.metadata)).toBe(Object.prototype)
        expect(item.images.every(({ url }) => !/^\s*javascript:/i.test(url))).toBe(true)
        expect(new Set(item.images.map(({ url }) => url)).size).toBe(item.images.length)
        expect(createResultReader({ baseUrl })(raw)).toEqual(item)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['pairs', (inner: unknown): unknown => [inner, 1]],
    ['nodes', (inner: unknown): unknown => ({ node: inner })],
    ['constructors', (inner: unknown): unknown => ({ lc: 1, kwargs: inner })],
  ])('survives %s nested far deeper than any backend nests them', (_, wrap) => {
    let raw: unknown = { text: 'a' }
    for (let depth = 0; depth < 50_000; depth++) raw = wrap(raw)
    expect(read(raw)).toBeUndefined()
  })

  it('gives no items for what is no list', () => {
    for (const raw of [undefined, null, {}, 'a', 7]) expect(readResults(raw, read)).toEqual([])
  })

  it('gives 10,000 different texts different names', () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => read(`第 ${index} 段`)?.id)
    expect(new Set(ids).size).toBe(10_000)
  })
})
