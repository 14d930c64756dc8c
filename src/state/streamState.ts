import type { FaultScope, ResultItem, StreamIds } from '../dialects/events.ts'

/**
 * Where a run stands.
 * `complete` the backend said it was done · `interrupted` the connection ended before that · `cancelled` the user
 * stopped it · `failed` everything else. The other five are still on their way.
 */
export type StreamStatus =
  | 'idle'
  | 'connecting'
  | 'streaming'
  | 'paused'
  | 'reconnecting'
  | 'complete'
  | 'cancelled'
  | 'interrupted'
  | 'failed'

export interface Step {
  readonly id: string
  /** Counted from 0 in the order of arrival, unless the backend numbers its steps. */
  readonly index: number
  readonly name?: string
  readonly parentId?: string
  readonly status: 'running' | 'ok' | 'error' | 'skipped' | 'paused'
  /** The answer text that arrived inside this step. */
  readonly text: string
  readonly elapsedMs?: number
  readonly error?: string
}

export interface ToolCall {
  readonly id: string
  readonly name?: string
  /** The arguments: parsed once complete, the raw text so far while they stream. */
  readonly input?: unknown
  readonly output?: unknown
  readonly error?: string
  readonly status: 'input' | 'running' | 'ok' | 'error' | 'awaiting-approval'
}

export interface StreamFault {
  readonly message: string
  readonly code?: string
  readonly recoverable: boolean
  readonly scope: FaultScope
}

export interface Progress {
  readonly value?: number
  readonly total?: number
  readonly label?: string
}

export interface Usage {
  readonly inputTokens?: number
  readonly outputTokens?: number
  readonly totalTokens?: number
  readonly reasoningTokens?: number
  readonly cachedInputTokens?: number
}

interface PartBase {
  /** Stable for the life of the run; made for `v-for`. */
  readonly key: string
  readonly stepId?: string
  readonly agent?: string
}

interface PartText {
  readonly text: string
  readonly partId?: string
  /** A step that the text did not name ended behind it: what follows is another text. */
  readonly closed?: true
}

/** What arrived, in the order of arrival. Steps and tools are named by id: their state changes, their place does not. */
export type Part = PartBase &
  (
    | ({ readonly type: 'text' } & PartText)
    | ({ readonly type: 'reasoning' } & PartText)
    | { readonly type: 'step'; readonly id: string }
    | { readonly type: 'tool'; readonly id: string }
    | {
        readonly type: 'results'
        readonly kind: 'retrieved' | 'cited'
        readonly ids: readonly string[]
        readonly query?: string
        readonly count?: number
        readonly mode?: string
      }
    | {
        readonly type: 'status'
        readonly message: string
        readonly level: 'info' | 'warning'
        readonly phase?: string
      }
    | { readonly type: 'data'; readonly name: string; readonly data: unknown; readonly id?: string }
    | {
        readonly type: 'interrupt'
        readonly kind: 'approval' | 'input' | 'pause'
        readonly id?: string
        readonly toolCallId?: string
        readonly payload: unknown
      }
    | { readonly type: 'error'; readonly fault: StreamFault }
  )

/** An immutable snapshot of a run. What an event does not touch keeps its identity. */
export interface StreamState {
  readonly status: StreamStatus
  readonly dialect: string | undefined
  readonly ids: StreamIds
  readonly parts: readonly Part[]
  /** The answer channel's text exactly as the backend sent it: nothing trimmed, no separators invented. */
  readonly answer: string
  readonly reasoning: string
  readonly steps: readonly Step[]
  /** How many steps there will be, as far as the backend says. */
  readonly stepTotal: number | undefined
  readonly tools: readonly ToolCall[]
  /** What was retrieved, each item once. */
  readonly results: readonly ResultItem[]
  /** What the answer cites, each item once. */
  readonly references: readonly ResultItem[]
  readonly progress: Progress | undefined
  readonly usage: Usage | undefined
  /** Whether the pieces that were shown add up to the full text, where the backend also sent that. */
  readonly integrity: 'unchecked' | 'match' | 'repaired'
  readonly errors: readonly StreamFault[]
}

const IDLE: StreamState = {
  status: 'idle',
  dialect: undefined,
  ids: {},
  parts: [],
  answer: '',
  reasoning: '',
  steps: [],
  stepTotal: undefined,
  tools: [],
  results: [],
  references: [],
  progress: undefined,
  usage: undefined,
  integrity: 'unchecked',
  errors: [],
}

/** The state before the first event. */
export function createStreamState(): StreamState {
  return IDLE
}
