import type { ComputedRef, ShallowRef } from 'vue'
import type { DialectName } from '../../dialects/index.ts'
import type { StreamIds } from '../../dialects/events.ts'
import type { StreamOutcome } from '../../run/outcome.ts'
import type { StreamRequest } from '../../run/streamRun.ts'
import type { UseStreamOptions, UseStreamReturn } from '../useStream.ts'
import type { ChatShape } from './chatShapes.ts'
import type { ChatMessage, ChatTalk } from './chatTalk.ts'
import type { AssistantTurn, ChatAttachment, ChatThread, ChatTurn } from './chatThread.ts'

/** What is asked. */
export interface ChatQuestion {
  readonly text: string
  readonly attachments?: readonly ChatAttachment[]
}

export interface UseChatOptions extends Omit<UseStreamOptions, 'immediate'> {
  /** How this backend reads a talk: a dialect's name, or a shape of your own. Default: as `dialect` says. */
  readonly shape?: DialectName | ChatShape
  /** Makes the request of a turn, laid over what the shape makes; for backends that no shape is made for. */
  readonly toRequest?: (talk: ChatTalk) => Partial<StreamRequest>
  /** A talk to go on with, as `toJSON` gave it. What is no talk is ignored. */
  readonly thread?: unknown
  /** Makes ids for the talk, its turns and versions. Default: random. */
  readonly createId?: () => string
  /** The time as it is stored, in milliseconds since 1970. Default: `Date.now`. */
  readonly date?: () => number
}

/** A talk of several turns. The refs are read-only; what they hold is immutable. */
export interface UseChatReturn {
  /** The talk as data. It changes when a turn begins or ends; the text of a running answer is in `messages`. */
  readonly thread: Readonly<ShallowRef<ChatThread>>
  readonly turns: ComputedRef<readonly ChatTurn[]>
  /** The talk as it is on the screen, the running answer included. */
  readonly messages: ComputedRef<readonly ChatMessage[]>
  /** What the backend has named, as the next turn will send it. */
  readonly ids: ComputedRef<StreamIds>
  /** An answer is on its way. While it is, nothing else is begun: what would begin a run settles with `undefined`. */
  readonly isActive: Readonly<ShallowRef<boolean>>
  /** The turn whose answer is on its way. */
  readonly activeTurnId: ComputedRef<string | undefined>
  /** The shown answer of a turn, as `RillAnswer` takes it. Its retry asks again, its cancel is `stop`. */
  streamOf(turn: AssistantTurn): UseStreamReturn
  /** Asks a question and settles with the outcome of its answer; `undefined`: refused, or there is nothing in it. */
  send(question: string | ChatQuestion): Promise<StreamOutcome | undefined>
  /** Stops the answer that is on its way; what has come of it stays. */
  stop(reason?: unknown): void
  /**
   * Asks for an answer once more, by default the last one. The answer so far stays as a version beside the new one,
   * with everything behind it. `replace` puts the new one in its place, where nothing stands behind it; that is the
   * default for an answer that brought nothing.
   */
  regenerate(
    turnId?: string,
    options?: { readonly as?: 'version' | 'replace' },
  ): Promise<StreamOutcome | undefined>
  /**
   * Goes on: with an answer that is paused, or with the last one if it broke off and its outcome is `resumable`. The
   * text grows on where it ended. Only the page that the answer broke off in can go on with it.
   */
  resume(turnId?: string): Promise<StreamOutcome | undefined>
  /**
   * Asks another question in the place of one. The question before and everything behind it stay as a version. Without
   * attachments of its own the new one has those of the one before.
   */
  edit(turnId: string, question: string | ChatQuestion): Promise<StreamOutcome | undefined>
  /** Shows another version of a turn, with what was said behind it. Does nothing while an answer is on its way. */
  showVersion(turnId: string, index: number): void
  /** Gives the talk a title; without one its first question is its title. */
  rename(title: string): void
  /**
   * Goes over to another talk, or to a new one; `false`: that was no talk. An answer that is on its way is stopped, and
   * what has come of it is only in a `toJSON` that was taken before.
   */
  load(thread?: unknown): boolean
  /** The talk as it is now, a running answer included, as plain data. */
  toJSON(): ChatThread
}
