import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { createRill, type RillOptions } from '../../../src/components/createRill.ts'
import RillImages from '../../../src/components/results/RillImages.vue'
import RillResultCard from '../../../src/components/results/RillResultCard.vue'
import RillResults from '../../../src/components/results/RillResults.vue'
import type { ResultField } from '../../../src/components/results/resultFields.ts'
import type { ResultItem } from '../../../src/dialects/events.ts'

const item = (own: Partial<ResultItem> = {}): ResultItem => ({
  id: '1',
  title: 'Spindle too hot',
  images: [],
  metadata: {},
  ...own,
})
const withRill = (options: RillOptions) => ({ plugins: [createRill(options)] })

const scoresOf = (...values: readonly number[]): readonly string[] =>
  mount(RillResults, {
    props: { items: values.map((score, index) => item({ id: String(index), score })) },
  })
    .findAll('.rill-card-score')
    .map((score) => score.text())

const wordsOf = (title: string | undefined, ...alts: readonly (string | undefined)[]): unknown[] =>
  mount(RillImages, {
    props: {
      base: 'https://api.example.com/',
      ...(title !== undefined && { title }),
      images: alts.map((alt) => ({ url: 'a.jpg', ...(alt !== undefined && { alt }) })),
    },
  })
    .findAll('img')
    .map((image) => image.attributes('alt'))

describe('RillResults', () => {
  it('counts what was found and gives each item a card', () => {
    const results = mount(RillResults, {
      props: { items: [item(), item({ id: '2', title: 'Bearing worn' })] },
    })
    expect(results.get('.rill-results-label').text()).toBe('2 results')
    expect(results.findAll('li').map((cell) => cell.get('article').text())).toEqual([
      'Spindle too hot',
      'Bearing worn',
    ])
  })

  it('names items in a list where their cards stand elsewhere', () => {
    const results = mount(RillResults, {
      props: {
        layout: 'list',
        items: [item({ url: 'https://docs.example.com/a' }), item({ id: '2', title: 'Plain' })],
      },
    })
    expect(results.find('article').exists()).toBe(false)
    expect(results.findAll('ol > li').map((line) => line.text())).toEqual([
      'Spindle too hot',
      'Plain',
    ])
    expect(results.get('a').attributes()).toMatchObject({
      href: 'https://docs.example.com/a',
      rel: 'noopener noreferrer nofollow',
    })
  })

  it('shows an item once that comes twice', () => {
    const results = mount(RillResults, { props: { items: [item(), item({ title: 'Again' })] } })
    expect(results.findAll('article').map((card) => card.text())).toEqual(['Again'])
    expect(results.get('.rill-results-label').text()).toBe('1 result')
  })

  it('writes the scores of one list alike', () => {
    expect(scoresOf(0.5, 1)).toEqual(['Score 50%', 'Score 100%'])
    expect(scoresOf(0.5, 12)).toEqual(['Score 0.5', 'Score 12'])
  })

  it('numbers the lines of a long list on, and names its parts', () => {
    const items = Array.from({ length: 100 }, (_, index) => item({ id: String(index) }))
    const results = mount(RillResults, { props: { items, layout: 'list' } })
    expect(results.findAll('ol').map((part) => part.attributes('start'))).toEqual(['1', '61'])
    expect(results.findAll('ol')[1]?.attributes('aria-label')).toBe('Results 61 to 100 of 100')
  })

  it('says that nothing was found', () => {
    expect(mount(RillResults, { props: { items: [] } }).text()).toBe('Nothing was found.')
  })
})

describe('RillResultCard', () => {
  it('does not say again what the title says, and labels the rest in the language of the app', () => {
    const card = mount(RillResultCard, {
      props: {
        item: item({
          title: 'E014 液压站压力过低',
          metadata: {
            alarm_code: 'E014',
            alarm_message: '液压站压力过低',
            equipment: '折弯机',
            产线: '2',
          },
        }),
      },
      global: withRill({ locale: 'zh-CN', messages: { fields: { 产线: '生产线' } } }),
    })
    const rows = card.findAll('.rill-card-row').map((row) => row.text())
    expect(rows).toEqual(['设备折弯机', '生产线2'])
  })

  it('shows title, score, source, text and metadata', () => {
    const card = mount(RillResultCard, {
      props: {
        item: item({
          score: 0.87654,
          source: 'manual.pdf',
          text: 'Clean the fins.',
          metadata: { alarm_code: 'E-204' },
        }),
      },
    })
    expect(card.get('.rill-card-title').text()).toBe('Spindle too hot')
    expect(card.get('.rill-card-score').text()).toBe('Score 88%')
    expect(card.get('.rill-card-source').text()).toBe('manual.pdf')
    expect(card.get('.rill-card-text').text()).toBe('Clean the fins.')
    expect(card.get('dt').text()).toBe('Alarm code')
    expect(card.get('dd').text()).toBe('E-204')
  })

  it('shows the fields that it is told to, and those of the app where it is not', () => {
    const shown = item({
      url: 'https://docs.example.com/a',
      metadata: { alarm_code: 'E-204', machine: { line: 3 }, page: 7 },
    })
    const rows = (fields?: readonly ResultField[]): readonly string[] =>
      mount(RillResultCard, {
        props: { item: shown, ...(fields && { fields }) },
        global: withRill({ resultFields: [{ key: 'machine.line', label: 'Line' }] }),
      })
        .findAll('.rill-card-row')
        .map((row) => row.text())
    expect(rows()).toEqual(['Line3'])
    expect(rows([{ key: 'page' }, { key: 'alarm_code', format: 'code' }])).toEqual([
      'Page7',
      'Alarm codeE-204',
    ])
    expect(rows([])).toEqual([])
  })

  it('makes a link of a field only where it may lead there', () => {
    const fields: readonly ResultField[] = [
      { key: 'a', format: 'link' },
      { key: 'b', format: 'link' },
    ]
    const card = mount(RillResultCard, {
      props: {
        item: item({ metadata: { a: 'https://docs.example.com/a', b: 'javascript:alert(1)' } }),
        fields,
      },
    })
    expect(card.findAll('dd a').map((link) => link.attributes('href'))).toEqual([
      'https://docs.example.com/a',
    ])
    expect(card.findAll('dd')[1]?.text()).toBe('javascript:alert(1)')
  })

  it('says nothing of what an item does not have', () => {
    const card = mount(RillResultCard, { props: { item: item({ score: Number.NaN }) } })
    expect(card.text()).toBe('Spindle too hot')
  })

  it('never makes a link of an address that could run something', () => {
    const card = mount(RillResultCard, { props: { item: item({ url: 'javascript:alert(1)' }) } })
    expect(card.find('a').exists()).toBe(false)
  })

  it('shows markup as text', () => {
    const text = '<img src=x onerror=alert(1)>'
    const card = mount(RillResultCard, { props: { item: item({ title: text, text }) } })
    expect(card.find('img').exists()).toBe(false)
    expect(card.get('.rill-card-text').text()).toBe(text)
  })

  it('folds a long text until the reader asks for all of it', async () => {
    const card = mount(RillResultCard, { props: { item: item({ text: 'word '.repeat(100) }) } })
    const button = card.get('button')
    expect(card.get('.rill-card-text').attributes('data-state')).toBe('folded')
    expect(button.attributes('aria-expanded')).toBe('false')
    expect(button.attributes('aria-controls')).toBe(card.get('.rill-card-text').attributes('id'))

    await button.trigger('click')
    expect(card.get('.rill-card-text').attributes('data-state')).toBe('whole')
    expect(button.text()).toBe('Show less')
  })
})

describe('RillImages', () => {
  const base = 'https://api.example.com/'

  it('asks for a picture of the configured base lazily and without a referrer', () => {
    const images = mount(RillImages, {
      props: { images: [{ url: 'uploads/images/a.jpg' }], title: 'Spindle', base },
    })
    expect(images.get('img').attributes()).toMatchObject({
      src: 'https://api.example.com/uploads/images/a.jpg',
      alt: 'Picture: Spindle',
      loading: 'lazy',
      decoding: 'async',
      referrerpolicy: 'no-referrer',
    })
  })

  it('takes the base that was set for the app', () => {
    const images = mount(RillImages, {
      props: { images: [{ url: 'a.jpg' }] },
      global: withRill({ images: { base } }),
    })
    expect(images.get('img').attributes('src')).toBe('https://api.example.com/a.jpg')
  })

  it('shows the same picture once', () => {
    const images = mount(RillImages, {
      props: {
        images: [{ url: 'a.jpg' }, { url: '/a.jpg' }, { url: `${base}a.jpg`, alt: 'A' }],
        base,
      },
    })
    expect(images.findAll('img')).toHaveLength(1)
  })

  it('takes the words of a picture from wherever it brings some', () => {
    expect(wordsOf('Spindle', undefined, 'A chart')).toEqual(['A chart'])
    expect(wordsOf('Spindle', '  ')).toEqual(['Picture: Spindle'])
    expect(wordsOf(undefined, undefined)).toEqual(['Picture'])
  })

  it('asks another origin only when the reader wants the picture', async () => {
    const images = mount(RillImages, {
      props: { images: [{ url: 'https://elsewhere.example/p.png', alt: 'A chart' }], base },
    })
    expect(images.find('img').exists()).toBe(false)
    expect(images.text()).toContain('A chart')
    await images.get('button').trigger('click')
    expect(images.get('img').attributes('src')).toBe('https://elsewhere.example/p.png')
  })

  it('never asks for what is not a web address', () => {
    const images = mount(RillImages, {
      props: { images: [{ url: 'data:image/svg+xml,<svg/>' }], base },
    })
    expect(images.find('img').exists()).toBe(false)
    expect(images.find('button').exists()).toBe(false)
    expect(images.text()).toContain('not loaded')
  })

  it('offers another try for a picture that does not load', async () => {
    const images = mount(RillImages, { props: { images: [{ url: 'a.jpg' }], base } })
    const first = images.get('img')
    await first.trigger('error')
    expect(images.text()).toContain('The picture could not be loaded.')

    await images.get('button').trigger('click')
    await nextTick()
    expect(images.get('img').element).not.toBe(first.element)
    expect(images.text()).not.toContain('could not be loaded')
  })
})
