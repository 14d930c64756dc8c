import { computed, markRaw, shallowRef, toValue, type MaybeRefOrGetter } from 'vue'
import type { StreamOutcome } from '../run/outcome.ts'
import type { StreamRequest } from '../run/streamRun.ts'
import { withStatus } from '../state/status.ts'
import { createStreamState, type StreamState } from '../state/streamState.ts'
import { createAnswerStream, type AnswerStream } from './chat/answerStream.ts'
import { buildChatRequest, type ChatRequest } from './chat/buildChatRequest.ts'
import type { ChatShape } from './chat/chatShapes.ts'
import { listMessages, mergeIds, readTalk, type ChatTalk } from './chat/chatTalk.ts'
import type {
  AssistantTurn,
  AssistantVersion,
  ChatThread,
  ChatTurn,
  StoredAnswer,
} from './chat/chatThread.ts'
import { createId as createRandomId } from './chat/createId.ts'
import { readThread } from './chat/readThread.ts'
import { startQuestion } from './chat/startQuestion.ts'
import { storeAnswer } from './chat/storedAnswer.ts'
import * as change from './chat/threadTurns.ts'
import type { ChatQuestion, UseChatOptions, UseChatReturn } from './chat/useChatReturn.ts'
import type { UseStreamReturn } from './useRuns.ts'

/** What a talk is made of, beside its request: the runs of its answers, and how the backend reads it. */
export interface TalkOptions extends Pick<
  UseChatOptions,
  'toRequest' | 'thread' | 'createId' | 'date'
> {
  readonly run: UseStreamReturn
  readonly shape: ChatShape
}

/**
 * What `useChat` and `useChatIn` are: a talk whose answers are the runs of one stream. It names no dialect, so that an app
 * which hands its own in brings no other.
 */
export function useTalk(
  request: MaybeRefOrGetter<ChatRequest>,
  options: TalkOptions,
): UseChatReturn {
  const { run, shape, toRequest, createId = createRandomId, date = Date.now } = options

  const thread = shallowRef(readThread(options.thread) ?? startThread())
  const activeVersionId = shallowRef<string>()
  /** The version that the last run belongs to, also when that is over: it may be gone on with. */
  const lastVersionId = shallowRef<string>()
  const answers = new Map<string, AnswerStream>()

  function startThread(): ChatThread {
    const now = date()
    return { id: createId(), createdAt: now, updatedAt: now, ids: {}, turns: [] }
  }

  function update(facts: Partial<ChatThread>): void {
    thread.value = { ...thread.value, updatedAt: date(), ...facts }
  }

  const stateOf = (versionId: string): StreamState | undefined =>
    versionId === activeVersionId.value ? run.state.value : undefined
  const turns = computed(() => thread.value.turns)
  const messages = computed(() => listMessages(turns.value, stateOf))
  const ids = computed(() => mergeIds(thread.value.ids, messages.value))
  const activeTurnId = computed(() => {
    const active = activeVersionId.value
    return (
      active && turns.value.find(({ versions }) => versions.some(({ id }) => id === active))?.id
    )
  })

  function build(talk: ChatTalk): StreamRequest {
    return { ...buildChatRequest(toValue(request), shape, talk), ...toRequest?.(talk) }
  }

  function startVersion(): AssistantVersion {
    const state = withStatus(createStreamState(), 'connecting')
    return { id: createId(), createdAt: date(), state }
  }

  /** Runs the answer of a version that stands in the talk already. */
  async function ask(talk: ChatTalk, version: AssistantVersion): Promise<StreamOutcome> {
    const ended = run.start(build(talk))
    // Once the scope is disposed nothing is sent any more, and what the run shows is of an earlier answer.
    if (!run.isActive.value) run.reset()
    return follow(version.id, ended)
  }

  async function follow(versionId: string, ended: Promise<StreamOutcome>): Promise<StreamOutcome> {
    activeVersionId.value = versionId
    lastVersionId.value = versionId
    const outcome = await ended
    // Whoever has gone over to another talk meanwhile wants nothing of this one.
    if (activeVersionId.value === versionId) settle(outcome)
    return outcome
  }

  /** Writes what has come into the talk; only then is nothing of it live any more. */
  function settle(outcome: StreamOutcome): void {
    const versionId = activeVersionId.value
    if (versionId === undefined) return
    const state = withStatus(run.state.value, outcome.status)
    const answer = storeAnswer(state, run.connection.value, outcome)
    const { conversationId, sessionId, model } = answer.state.ids
    const named = Object.entries({ conversationId, sessionId, model }).filter(([, id]) => id)
    update({
      ids: { ...thread.value.ids, ...Object.fromEntries(named) },
      turns: change.updateAnswer(turns.value, versionId, (version) => ({ ...version, ...answer })),
    })
    answers.get(versionId)?.settle(answer)
    activeVersionId.value = undefined
  }

  async function send(question: string | ChatQuestion): Promise<StreamOutcome | undefined> {
    const asked = startQuestion(question, { id: createId(), createdAt: date() })
    if (run.isActive.value || !asked) return undefined
    const userTurn = change.startUserTurn(createId(), asked)
    return answerBehind([...turns.value, userTurn], userTurn.id, 'send')
  }

  async function edit(
    turnId: string,
    question: string | ChatQuestion,
  ): Promise<StreamOutcome | undefined> {
    const turn = turns.value.find(({ id }) => id === turnId)
    if (run.isActive.value || turn?.role !== 'user') return undefined
    const { attachments } = change.shownQuestion(turn) ?? {}
    const asked = startQuestion(question, { id: createId(), createdAt: date(), attachments })
    if (!asked) return undefined
    return answerBehind(change.addQuestion(turns.value, turnId, asked), turnId, 'edit')
  }

  /** Begins an answer behind the last question. */
  async function answerBehind(
    next: readonly ChatTurn[],
    questionId: string,
    trigger: ChatTalk['trigger'],
  ): Promise<StreamOutcome | undefined> {
    const version = startVersion()
    update({ turns: [...next, change.startAssistantTurn(createId(), version)] })
    const talk = readTalk(thread.value, questionId, trigger)
    return talk && ask(talk, version)
  }

  async function regenerate(
    turnId?: string,
    wish: { readonly as?: 'version' | 'replace' } = {},
  ): Promise<StreamOutcome | undefined> {
    const isAsked = (one: ChatTurn): one is AssistantTurn =>
      one.role === 'assistant' && (turnId === undefined || one.id === turnId)
    const turn = turns.value.findLast(isAsked)
    const talk = turn && readTalk(thread.value, turn.id, 'regenerate')
    if (run.isActive.value || !turn || !talk) return undefined
    const version = startVersion()
    const isLast = turns.value.at(-1) === turn
    const { as = change.isWordless(turn) ? 'replace' : 'version' } = wish
    const put = as === 'replace' && isLast ? change.replaceAnswer : change.addAnswer
    update({ turns: put(turns.value, turn.id, version) })
    return ask(talk, version)
  }

  async function resume(turnId?: string): Promise<StreamOutcome | undefined> {
    if (run.status.value === 'paused') return run.resume()
    const turn = turns.value.findLast((one) => one.role === 'assistant')
    const version = turn && change.shownAnswer(turn)
    const isMeant = turnId === undefined || turnId === turn?.id
    if (!isMeant || !version || !isResumable(version.id)) return undefined
    const continued = run.resume()
    if (!run.isActive.value) return undefined
    const outcome = continued.then((ended) => ended ?? REFUSED)
    return follow(version.id, outcome)
  }

  function isResumable(versionId: string): boolean {
    return lastVersionId.value === versionId && run.outcome.value?.resumable === true
  }

  function load(next?: unknown): boolean {
    const read = next === undefined ? startThread() : readThread(next)
    if (!read) return false
    activeVersionId.value = undefined
    lastVersionId.value = undefined
    run.reset()
    answers.clear()
    thread.value = read
    return true
  }

  function streamOf(turn: AssistantTurn): UseStreamReturn {
    const version = change.shownAnswer(turn)
    const key = version?.id ?? turn.id
    const known = answers.get(key)
    if (known) return known.stream
    const nothing: StoredAnswer = { state: createStreamState() }
    const made = createAnswerStream(
      version ?? nothing,
      () => (activeVersionId.value === key ? run : undefined),
      {
        regenerate: async () => (await regenerate(turn.id)) ?? REFUSED,
        resume: () => resume(turn.id),
        isResumable: () => isResumable(key),
        stop,
      },
      run.baseUrl,
    )
    answers.set(key, made)
    return made.stream
  }

  function stop(reason: unknown = 'the user stopped the answer'): void {
    run.cancel(reason)
  }

  // Raw, so that a talk kept inside reactive data still has refs and not their unwrapped values.
  return markRaw({
    thread,
    turns,
    messages,
    ids,
    isActive: run.isActive,
    activeTurnId,
    streamOf,
    send,
    stop,
    regenerate,
    resume,
    edit,
    showVersion: (turnId, index) => {
      if (!run.isActive.value) update({ turns: change.showVersion(turns.value, turnId, index) })
    },
    rename: (title) => update({ title }),
    load,
    toJSON: () => {
      const active = activeVersionId.value
      if (active === undefined) return thread.value
      const live = { state: run.state.value }
      const running = change.updateAnswer(turns.value, active, (version) => ({
        ...version,
        ...live,
      }))
      return { ...thread.value, turns: running }
    },
  })
}

/** What a retry that is not allowed ends with. */
const REFUSED: StreamOutcome = { status: 'cancelled', attempts: 0, events: 0, bytes: 0 }
