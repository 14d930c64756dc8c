import type { ResultItem } from '../../dialects/events.ts'
import { valueAt } from '../../dialects/results/resultRow.ts'
import type { Messages } from '../../locales/messages.ts'
import { resolveLinkUrl, type LinkPolicy } from '../../markdown/linkUrl.ts'
import { labelField, listMetadata, writePlain, type MetadataRow } from './listMetadata.ts'

/** How the value of a field is written. A function gives the words, or nothing for a value that has none. */
export type ResultFieldFormat =
  | keyof typeof FORMATS
  | ((value: unknown, item: ResultItem) => string | undefined)

/** One line of a result card below its text. */
export interface ResultField {
  /** Name of the field in `metadata`; `a.b` reaches into a nested one, `a+b` joins two with a space. */
  readonly key: string
  /** Default: the word that `messages.fields` has for the key, else the key itself made readable. */
  readonly label?: string
  /** Takes the value from wherever it stands, in place of `key`. */
  readonly value?: (item: ResultItem) => unknown
  /**
   * `text`: as it is, lists joined. `code`: the same in a fixed width. `number`, `percent` (of a ratio), `bytes` and
   * `duration` (of milliseconds) as the language writes them; `date` and `moment` of an ISO date or of milliseconds.
   * `link`: an address, where the link policy allows it, else its text. Default: `text`.
   */
  readonly format?: ResultFieldFormat
}

export interface ResultFieldContext {
  /** Which fields to show, in order; without it those that look made for people. */
  readonly fields: readonly ResultField[] | undefined
  /** What stands above the rows, so that an automatic list does not say it again. */
  readonly title: string
  readonly messages: Messages
  readonly links: LinkPolicy
}

/** The rows of a card. A field that an item does not have, or that does not fit its format, has none. */
export function listFields(
  item: ResultItem,
  { fields, title, messages, links }: ResultFieldContext,
): readonly MetadataRow[] {
  if (fields === undefined) return listMetadata(item.metadata, { title, labels: messages.fields })
  return fields.flatMap((field) => {
    const { key, format = 'text' } = field
    const value = field.value === undefined ? valueAt(item.metadata, key) : field.value(item)
    const text =
      typeof format === 'function' ? format(value, item) : FORMATS[format](value, messages.format)
    if (text === undefined || text === '') return []
    const href = format === 'link' ? resolveLinkUrl(text, links) : undefined
    return [
      {
        key,
        label: field.label ?? labelField(key, messages.fields),
        value: text,
        ...(format === 'code' && { isCode: true }),
        ...(href !== undefined && { href }),
      },
    ]
  })
}

type Write = (value: unknown, format: Messages['format']) => string | undefined

const FORMATS = {
  text: writeText,
  code: writeText,
  link: writeText,
  number: writeNumber((value, format) => format.number(value)),
  percent: writeNumber((value, format) => format.percent(value)),
  bytes: writeNumber((value, format) => format.bytes(value)),
  duration: writeNumber((value, format) => format.duration(value)),
  date: writeTime((time, format) => format.date(time)),
  moment: writeTime((time, format) => format.moment(time)),
} as const satisfies Readonly<Record<string, Write>>

function writeText(value: unknown): string | undefined {
  if (!Array.isArray(value)) return writePlain(value)
  const entries: readonly unknown[] = value
  return entries.flatMap((entry) => writePlain(entry) ?? []).join(', ')
}

/** Figures may come as text: databases give decimals so. What is no figure stays as it is. */
function writeNumber(write: (value: number, format: Messages['format']) => string): Write {
  return (value, format) => {
    const text = writePlain(value)
    const number = text === undefined ? Number.NaN : Number(text)
    return Number.isFinite(number) ? write(number, format) : text
  }
}

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/
/** Engines read dates into much else, such as the 204 of `E-204`. */
const MOMENT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/

function writeTime(write: (time: number, format: Messages['format']) => string): Write {
  return (value, format) => {
    const text = writePlain(value)
    if (text === undefined) return undefined
    const time = typeof value === 'number' ? value : readTime(text)
    // Beyond 100 million days from 1970 there are no dates.
    return Math.abs(time) <= 8.64e15 ? write(time, format) : text
  }
}

/** A day without an hour is that day wherever the reader is, not midnight in Greenwich. */
function readTime(text: string): number {
  const [, year, month, day] = DAY.exec(text) ?? []
  if (year !== undefined) return new Date(Number(year), Number(month) - 1, Number(day)).getTime()
  return MOMENT.test(text) ? Date.parse(text) : Number.NaN
}
