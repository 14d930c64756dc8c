/** Ids that a backend gives to the parts of a talk; each appears when the backend first names it. */
export interface StreamIds {
  readonly conversationId?: string
  readonly sessionId?: string
  readonly runId?: string
  readonly messageId?: string
  readonly model?: string
}

export interface ResultImage {
  readonly url: string
  readonly alt?: string
}

/** A document, row or web page that the backend found or cited. */
export interface ResultItem {
  /** The source's own id, else its url, else a hash of title and text. */
  readonly id: string
  readonly title?: string
  readonly text?: string
  readonly url?: string
  readonly score?: number
  readonly source?: string
  readonly images: readonly ResultImage[]
  /** Where the answer leans on this item: a range of UTF-16 units in the answer, for `cited`. */
  readonly span?: { readonly start: number; readonly end: number }
  /** Every field that is not mapped above. */
  readonly metadata: Readonly<Record<string, unknown>>
}

/** What a reader hears (`answer`) and what a model thought on the way there (`reasoning`). */
export type TextChannel = 'answer' | 'reasoning'

/** How far a fault reaches: the whole run, one step, one tool call, or one malformed event. */
export type FaultScope = 'stream' | 'step' | 'tool' | 'item'

export type DoneReason =
  | 'stop'
  | 'length'
  | 'tool-calls'
  | 'content-filter'
  | 'error'
  | 'interrupt'
  | 'eof'
  | 'other'

interface StreamEventBase {
  /** The transport's id of this event, for resuming. */
  readonly id?: string
  /** The step that this event belongs to. */
  readonly stepId?: string
  /** The agent or node that speaks. */
  readonly agent?: string
  /** The backend's own event. */
  readonly raw?: unknown
}

/**
 * The vocabulary that every dialect is translated into.
 *
 * A stream is one `start`, any number of the others in the order of the wire, and exactly one `done`, last.
 * `error` is not the end. `text-full` never appends: it says what the text is.
 */
export type StreamEvent = StreamEventBase &
  (
    | ({ readonly type: 'start'; readonly dialect: string } & StreamIds)
    | ({ readonly type: 'meta' } & StreamIds)
    | {
        readonly type: 'status'
        readonly message: string
        readonly level?: 'info' | 'warning'
        readonly phase?: string
      }
    | {
        readonly type: 'text'
        readonly channel: TextChannel
        readonly delta: string
        readonly partId?: string
      }
    | {
        readonly type: 'text-full'
        readonly channel: TextChannel
        readonly text: string
        readonly mode: 'final' | 'snapshot' | 'replace'
        readonly partId?: string
      }
    | {
        readonly type: 'step-start'
        readonly stepId: string
        readonly index: number
        readonly name?: string
        readonly total?: number
        readonly parentId?: string
      }
    | {
        readonly type: 'step-end'
        readonly stepId: string
        readonly status: 'ok' | 'error' | 'skipped' | 'paused'
        readonly output?: unknown
        readonly error?: string
        readonly elapsedMs?: number
      }
    | {
        readonly type: 'tool-start'
        readonly toolCallId: string
        readonly name?: string
        readonly input?: unknown
      }
    | {
        readonly type: 'tool-delta'
        readonly toolCallId: string
        readonly of: 'input' | 'output'
        readonly delta: string
      }
    | {
        readonly type: 'tool-end'
        readonly toolCallId: string
        readonly phase: 'input' | 'output'
        readonly name?: string
        readonly input?: unknown
        readonly output?: unknown
        readonly error?: string
      }
    | {
        readonly type: 'results'
        readonly kind: 'retrieved' | 'cited'
        readonly items: readonly ResultItem[]
        /** The list is whole: items of this kind that it does not name are gone. */
        readonly replace?: boolean
        readonly query?: string
        readonly count?: number
        readonly mode?: string
      }
    | {
        readonly type: 'data'
        readonly name: string
        readonly data: unknown
        /** A later `data` with the same name and key replaces this one. */
        readonly key?: string
      }
    | {
        readonly type: 'interrupt'
        readonly kind: 'approval' | 'input' | 'pause'
        readonly interruptId?: string
        readonly toolCallId?: string
        readonly payload: unknown
      }
    | {
        readonly type: 'progress'
        readonly value?: number
        readonly total?: number
        readonly label?: string
      }
    | {
        readonly type: 'usage'
        readonly inputTokens?: number
        readonly outputTokens?: number
        readonly totalTokens?: number
        readonly reasoningTokens?: number
        readonly cachedInputTokens?: number
        /** The figures are running totals of the stream; otherwise they add to those before. */
        readonly cumulative: boolean
      }
    | {
        readonly type: 'error'
        readonly message: string
        readonly code?: string
        readonly status?: number
        readonly recoverable: boolean
        readonly scope: FaultScope
      }
    | {
        readonly type: 'done'
        readonly reason: DoneReason
        readonly rawReason?: string
        /** The dialect's own terminal arrived, or a clean end for a dialect that has none. */
        readonly clean: boolean
      }
  )

/** The event of one type: `EventOf<'text'>`. */
export type EventOf<Type extends StreamEvent['type']> = Extract<
  StreamEvent,
  { readonly type: Type }
>
