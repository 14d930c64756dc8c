import type { Language } from '../../shared/scenario.ts'
import { alarmsEn } from './alarmsEn.ts'
import { alarmsZh } from './alarmsZh.ts'

/** One entry of the maintenance handbook. */
export interface Alarm {
  readonly id: number
  readonly code: string
  readonly message: string
  readonly equipment: string
  /** Causes, the most frequent first, each with the sign that tells it from the others. */
  readonly causes: readonly { readonly cause: string; readonly sign: string }[]
  readonly steps: readonly string[]
  readonly caution: string
  /** Paths relative to the server's root, without a leading slash, as the Flask server stores them. */
  readonly images: readonly string[]
}

export const alarms: Readonly<Record<Language, readonly Alarm[]>> = {
  'zh-CN': alarmsZh,
  en: alarmsEn,
}

export interface AlarmHit {
  readonly alarm: Alarm
  /** 0–1, higher is nearer. */
  readonly score: number
}

/**
 * Finds the four entries nearest to a question, best first: shared pairs of letters stand in for an embedding. A
 * question that shares nothing with the handbook finds nothing.
 */
export function searchAlarms(question: string, language: Language): readonly AlarmHit[] {
  const wanted = pairs(question)
  const hits = alarms[language]
    .map((alarm) => ({ alarm, score: similarity(question, wanted, alarm) }))
    .toSorted((one, other) => other.score - one.score)
  return hits[0] === undefined || hits[0].score <= LEAST_SCORE ? [] : hits.slice(0, 4)
}

/** Any two alarms are a little alike to an embedding. */
const LEAST_SCORE = 0.31

function similarity(question: string, wanted: ReadonlySet<string>, alarm: Alarm): number {
  const { code, message, equipment, causes } = alarm
  const known = pairs([code, message, equipment, ...causes.map(({ cause }) => cause)].join(' '))
  const shared = [...wanted].filter((pair) => known.has(pair)).length
  const named = question.toUpperCase().includes(code) ? 0.4 : 0
  const score = LEAST_SCORE + named + (0.6 * shared) / Math.max(1, wanted.size)
  return Math.round(Math.min(0.97, score) * 1000) / 1000
}

function pairs(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/\p{Script=Han}+|[a-z0-9]{3,}/gu) ?? []
  return new Set(words.flatMap((word) => (/[a-z0-9]/.test(word) ? [word] : neighbours(word))))
}

function neighbours(word: string): readonly string[] {
  return Array.from({ length: word.length - 1 }, (_, start) => word.slice(start, start + 2))
}
