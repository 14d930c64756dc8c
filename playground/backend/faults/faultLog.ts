import type { FaultNote } from '../../shared/faultNote.ts'
import type { FaultRule } from '../../shared/faultRule.ts'

/** One request of a question. */
export interface LoggedRequest {
  /** Counted from 1. */
  readonly attempt: number
  /** Milliseconds since it arrived. */
  now(): number
  note(rule: FaultRule, where: Pick<FaultNote, 'frame' | 'byte'>): void
}

/** Remembers how often a question was sent, and what was done to its responses. */
export interface FaultLog {
  /** A request arrives; one without an id is always a first one. */
  begin(questionId: string | undefined): LoggedRequest
  read(questionId: string): readonly FaultNote[]
}

interface Question {
  requests: number
  readonly notes: FaultNote[]
}

const MOST_QUESTIONS = 200
const MOST_NOTES = 500

export function createFaultLog(): FaultLog {
  const questions = new Map<string, Question>()

  function find(id: string | undefined): Question {
    const known = id && questions.get(id)
    if (known) return known
    const question = { requests: 0, notes: [] }
    if (!id) return question
    if (questions.size >= MOST_QUESTIONS) questions.clear()
    questions.set(id, question)
    return question
  }

  return {
    begin(questionId) {
      const question = find(questionId)
      question.requests += 1
      const attempt = question.requests
      const startedAt = performance.now()
      const now = (): number => Math.round(performance.now() - startedAt)
      return {
        attempt,
        now,
        note({ kind, value }, where) {
          if (question.notes.length >= MOST_NOTES) return
          question.notes.push({ kind, value, attempt, ...where, at: now() })
        },
      }
    },
    read: (questionId) => questions.get(questionId)?.notes ?? [],
  }
}
