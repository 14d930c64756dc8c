import { cases, type Passage } from './knowledge/pump.ts'
import type { Question } from './wire/wire.ts'

/** One turn of a model as every platform tells it, each in its own format. */
export interface PlatformTurn {
  /** Thoughts as the model streams them. */
  readonly thoughts: readonly string[]
  readonly reasoning: string
  /** The search in the handbook, for platforms that run tools themselves. */
  readonly tool: {
    readonly id: string
    readonly name: string
    readonly input: { readonly query: string }
    /** The input as JSON, in the pieces in which the model writes it. */
    readonly inputPieces: readonly string[]
    readonly output: string
  }
  readonly passages: readonly Passage[]
  /** The answer as the model streams it, and whole. */
  readonly tokens: readonly string[]
  readonly answer: string
  readonly steps: readonly [string, string]
  /** Set when the model gives up after what `tokens` holds. */
  readonly failure: string | undefined
  readonly usage: {
    readonly input: number
    /** Answer and thoughts together. */
    readonly output: number
    readonly reasoning: number
    readonly total: number
  }
}

const PROMPT_TOKENS = 412

/** A search, and the first token of an answer, take about as long as this many tokens. */
export const LONG_WAIT = 16

/** Plays the shared case for a question; the scenario `failed` breaks off after a third of the answer. */
export function takePlatformTurn(question: Question): PlatformTurn {
  const { reasoning, query, passages, answer, steps, failure } = cases[question.language]
  const thoughts = question.cut(reasoning)
  const tokens = question.cut(answer)
  const output = tokens.length + thoughts.length
  const hasFailed = question.scenario === 'failed'
  return {
    thoughts,
    reasoning,
    tool: {
      id: 'call_7Yb2',
      name: 'search_handbook',
      input: { query },
      inputPieces: question.cut(JSON.stringify({ query })),
      output: JSON.stringify(passages.map(({ title, text, url }) => ({ title, text, url }))),
    },
    passages,
    tokens: hasFailed ? tokens.slice(0, Math.ceil(tokens.length / 3)) : tokens,
    answer,
    steps,
    failure: hasFailed ? failure : undefined,
    usage: {
      input: PROMPT_TOKENS,
      output,
      reasoning: thoughts.length,
      total: PROMPT_TOKENS + output,
    },
  }
}
