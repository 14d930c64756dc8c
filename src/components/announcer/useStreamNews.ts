import { computed, onMounted, toValue, watch, type MaybeRefOrGetter } from 'vue'
import type { AnnounceMode, UseAnnouncerReturn } from '../../composables/useAnnouncer.ts'
import type { UseStreamReturn } from '../../composables/useStream.ts'
import type { StreamStatus } from '../../state/streamState.ts'
import { useRillContext } from '../context.ts'
import { describePhase } from '../status/describePhase.ts'
import { showStatus } from '../status/shownStatus.ts'
import { nameStep } from '../steps/nameStep.ts'
import { createSentenceReader, joinSentences, type SentenceReader } from './sentenceReader.ts'

/** Nobody listens to a backlog. What is older stands on the page. */
const LONGEST_UTTERANCE = 500

/** A voice that reads a whole answer cannot be gone back in, as the page can. In characters; some two minutes of English. */
const LONGEST_READING = 1500

/**
 * Has read out what happens in a stream, at boundaries only: its phases, its steps, what it asks, its end, and, if the
 * mode says so, its sentences. Why it failed is not said here: errors are alerts.
 */
export function useStreamNews(
  stream: MaybeRefOrGetter<UseStreamReturn | undefined>,
  announcer: UseAnnouncerReturn,
  mode: MaybeRefOrGetter<AnnounceMode>,
): void {
  const { messages } = useRillContext()
  const current = computed(() => toValue(stream))
  let reader: SentenceReader = startReader()

  function startReader(): SentenceReader {
    return createSentenceReader({ codeWord: () => messages.value.announcer.code })
  }

  function sayPhase(): void {
    const shown = current.value
    if (toValue(mode) === 'off' || !shown?.isActive.value) return
    const phase = describePhase(shown.state.value, shown.connection.value, messages.value)
    announcer.announce(phase, { topic: 'phase' })
  }

  function readSentences(isFinal: boolean): string {
    const answer = current.value?.answer.value ?? ''
    const sentences = reader.read(answer, { isFinal })
    if (toValue(mode) !== 'final') return joinSentences(keepLatest(sentences))
    const read = keepFirst(sentences)
    return joinSentences(
      read.length < sentences.length ? [...read, messages.value.announcer.rest] : read,
    )
  }

  function sayEnd(shown: UseStreamReturn): void {
    announcer.clear()
    const status = showStatus(shown.state.value, shown.connection.value)
    if (status === 'cancelled') announcer.announce(messages.value.status.cancelled)
    if (status !== 'complete' && status !== 'flawed') return
    const isEmpty = shown.state.value.parts.length === 0
    const words =
      status === 'flawed' ? messages.value.status.flawed : messages.value.announcer.complete
    const rest = toValue(mode) === 'status' ? '' : readSentences(true)
    // What has come to its end is worth hearing however late.
    const last = { staleMs: Number.POSITIVE_INFINITY }
    const said = [rest, words, isEmpty ? messages.value.answer.empty : '']
    announcer.announce(joinSentences(said.filter((part) => part !== '')), last)
  }

  watch(
    () => {
      const shown = current.value
      return shown && describePhase(shown.state.value, shown.connection.value, messages.value)
    },
    () => {
      if (toValue(mode) !== 'final') sayPhase()
    },
  )

  watch(
    () => [current.value, current.value?.status.value] as const,
    ([shown, status], [shownBefore, statusBefore]) => {
      const isSame = shown === shownBefore
      if (!isSame || status === 'connecting') reader = startReader()
      if (toValue(mode) === 'off' || !shown) return
      if (status === 'connecting' && statusBefore !== status) sayPhase()
      if (isSame && isEnded(status) && !isEnded(statusBefore)) sayEnd(shown)
    },
  )

  watch(
    () => current.value?.steps.value.findLast((step) => step.status === 'running'),
    (step, before) => {
      const isNew = step !== undefined && step.id !== before?.id
      if (isNew && (toValue(mode) === 'status' || toValue(mode) === 'sentences'))
        announcer.announce(nameStep(step, messages.value), { topic: 'step' })
    },
  )

  watch(
    () => current.value?.state.value.parts.findLast((part) => part.type === 'interrupt'),
    (question, before) => {
      if (toValue(mode) !== 'off' && question && question.key !== before?.key)
        announcer.announce(messages.value.interrupts[question.kind], { topic: 'question' })
    },
  )

  watch(
    () => current.value?.answer.value,
    () => {
      if (toValue(mode) === 'sentences' && current.value?.isActive.value)
        announcer.announce(() => readSentences(false), { topic: 'sentences' })
    },
  )

  // Who comes upon a run that is on its way hears that it is.
  onMounted(sayPhase)
}

function isEnded(status: StreamStatus | undefined): boolean {
  return (
    status === 'complete' ||
    status === 'cancelled' ||
    status === 'interrupted' ||
    status === 'failed'
  )
}

function keepLatest(sentences: readonly string[]): readonly string[] {
  let length = 0
  const first = sentences.findLastIndex((sentence) => {
    length += sentence.length
    return length > LONGEST_UTTERANCE
  })
  // One sentence that is longer than that is said all the same.
  return first === sentences.length - 1 ? sentences.slice(-1) : sentences.slice(first + 1)
}

/** As many sentences as one reading holds, the first one in any case. */
function keepFirst(sentences: readonly string[]): readonly string[] {
  let length = 0
  const end = sentences.findIndex((sentence) => {
    length += sentence.length
    return length > LONGEST_READING
  })
  return end === -1 ? sentences : sentences.slice(0, Math.max(1, end))
}
