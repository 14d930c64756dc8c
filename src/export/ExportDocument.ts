import { defineComponent, h, type FunctionalComponent, type VNode } from 'vue'
import { provideSources } from '../components/citations/citations.ts'
import type { CitedSource } from '../components/citations/numberSources.ts'
import type {
  CitationProps,
  FenceProps,
  ImageProps,
  MarkdownComponents,
  TableProps,
  TaskItemProps,
} from '../components/markdown/markdownComponents.ts'
import RillMarkdown from '../components/markdown/RillMarkdown.vue'
import { documentUrl } from './documentUrl.ts'
import { exportStyle } from './exportStyle.ts'
import type { OutlineEntry, ThreadOutline } from './outlineThread.ts'

/** Nothing is requested and nothing runs, whatever the answers say. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"

interface ExportDocumentProps {
  readonly outline: ThreadOutline
  readonly language: string
  /** The heading above sources. */
  readonly sourcesLabel: string
}

/** A talk as a whole document, for a server renderer: it has no button, no script and no picture of its own. */
export const ExportDocument: FunctionalComponent<ExportDocumentProps> = ({
  outline: { title, date, entries },
  language,
  sourcesLabel,
}) =>
  h('html', { lang: language }, [
    h('head', [
      h('meta', { charset: 'utf-8' }),
      h('meta', { 'http-equiv': 'Content-Security-Policy', content: POLICY }),
      h('meta', { name: 'referrer', content: 'no-referrer' }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('title', title),
      h('style', exportStyle),
    ]),
    h('body', [
      h('h1', { dir: 'auto' }, title),
      h('p', { class: 'date' }, date),
      ...entries.map((entry, place) =>
        h('section', [
          h('h2', entry.heading),
          entry.role === 'user'
            ? drawQuestion(entry)
            : h(AnswerEntry, { entry, sourcesLabel, prefix: `answer-${place + 1}` }),
        ]),
      ),
    ]),
  ])
ExportDocument.props = ['outline', 'language', 'sourcesLabel']

type Question = Extract<OutlineEntry, { role: 'user' }>
type Answer = Extract<OutlineEntry, { role: 'assistant' }>

function drawQuestion({ text, attachments }: Question): VNode[] {
  const files = attachments.map(({ name, url }) => h('li', drawLink(name, url)))
  return [
    h('blockquote', { class: 'question', dir: 'auto' }, text),
    ...(files.length > 0 ? [h('ul', files)] : []),
  ]
}

interface AnswerEntryProps {
  readonly entry: Answer
  readonly sourcesLabel: string
  /** What the ids of its sources begin with. */
  readonly prefix: string
}

const AnswerEntry = defineComponent(
  ({ entry, sourcesLabel, prefix }: AnswerEntryProps) => {
    provideSources(() => entry.batches)
    const idOf = ({ number }: Pick<CitedSource, 'number'>): string => `${prefix}-source-${number}`
    const citation: FunctionalComponent<CitationProps> = (source) =>
      h('a', { class: 'cite', href: `#${idOf(source)}` }, `[${source.number}]`)
    citation.props = ['item', 'number']
    const components = { ...plainComponents, citation }

    return () => [
      ...entry.passages.map(({ step, text, start }) =>
        h('div', { dir: 'auto' }, [
          step === undefined ? undefined : h('h3', step),
          h(RillMarkdown, { content: text, start, components, idPrefix: `${prefix}-${start}` }),
        ]),
      ),
      entry.note === undefined ? undefined : h('p', { class: 'note' }, entry.note),
      entry.sources.length === 0
        ? undefined
        : h('div', { class: 'sources' }, [
            h('h3', sourcesLabel),
            h(
              'ol',
              entry.sources.map((source) =>
                h(
                  'li',
                  { id: idOf(source), value: source.number, dir: 'auto' },
                  drawSource(source),
                ),
              ),
            ),
          ]),
    ]
  },
  { name: 'AnswerEntry', props: ['entry', 'sourcesLabel', 'prefix'] },
)

function drawSource({ item }: CitedSource): (VNode | string)[] {
  const { title, url, source, id, images } = item
  const name = title ?? source ?? url ?? id
  const from = source !== undefined && source !== name ? ` (${source})` : ''
  return [
    ...drawLink(name, url),
    ...(from ? [h('span', { class: 'from' }, from)] : []),
    ...images.flatMap((image) => [h('br'), ...drawLink(image.alt ?? image.url, image.url)]),
  ]
}

/** The address stands there to be read as well: paper cannot be clicked. */
function drawLink(name: string, url: string | undefined): (VNode | string)[] {
  const href = documentUrl(url)
  const label =
    href === undefined ? name : h('a', { href, rel: 'noopener noreferrer nofollow' }, name)
  return url === undefined || url === name
    ? [label]
    : [label, h('br'), h('span', { class: 'from' }, url)]
}

/** The parts of an answer that are more than text on the screen, as what they are on paper. */
const fence: FunctionalComponent<FenceProps> = ({ code }) =>
  h('pre', { dir: 'ltr' }, h('code', code))
fence.props = ['code', 'info', 'closed']
const image: FunctionalComponent<ImageProps> = ({ source, alt }) =>
  h('span', drawLink(alt || source, source))
image.props = ['source', 'alt', 'title', 'unfinished']
const table: FunctionalComponent<TableProps> = (_, { slots }) => h('table', slots['default']?.())
table.props = ['closed']
const taskItem: FunctionalComponent<TaskItemProps> = ({ done }) => (done ? '☑ ' : '☐ ')
taskItem.props = ['done']

const plainComponents: MarkdownComponents = { fence, image, table, taskItem }
