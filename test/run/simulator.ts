import { defineDialect } from '../../src/dialects/dialect.ts'
import type { StreamEvent } from '../../src/dialects/events.ts'
import { openStream } from '../../src/run/openStream.ts'
import type { StreamOutcome } from '../../src/run/outcome.ts'
import type { StreamOptions, StreamRequest, StreamRun } from '../../src/run/streamRun.ts'
import { createManualClock } from '../support/manualClock.ts'
import { countedSignal } from './countedSignal.ts'
import {
  BACKENDS,
  choose,
  createRandom,
  createSimulatedBackend,
  FAULTS,
} from './simulatedBackend.ts'

/** What came out of one schedule of random faults. Everything but `delivered` should be 0 or `undefined`. */
export interface SimulationResult {
  readonly schedule: string
  readonly status: StreamOutcome['status']
  readonly attempts: number
  readonly faults: number
  /** How often the user had it gone on with. */
  readonly resumes: number
  /** Events that were delivered, each once and in order. */
  readonly delivered: number
  readonly lost: number
  readonly duplicated: number
  readonly reordered: number
  /** Terminal states beside the one that a run has. */
  readonly surplusEnds: number
  /** Timers, listeners and responses that were still there after the end. */
  readonly leaked: number
  /** Whatever else was wrong. */
  readonly fault: string | undefined
}

interface Schedule {
  readonly seed: number
  readonly backend: (typeof BACKENDS)[number]
  readonly events: number
  readonly faults: readonly (typeof FAULTS)[number][]
  /** The user stops or pauses it after so many events. */
  readonly stopAfter: number | undefined
  readonly pauseAfter: number | undefined
  /** Nothing is tried again by itself: it is the user who goes on with what broke off. */
  readonly isByUser: boolean
}

const PAUSE = 100_000
const DAY = 86_400_000

const dialect = defineDialect({
  name: 'simulated',
  create: () => ({
    read({ data = '' }): readonly StreamEvent[] {
      const { n, last }: { n: number; last?: boolean } = JSON.parse(data)
      if (last) return [{ type: 'done', reason: 'stop', clean: true }]
      return [{ type: 'text', channel: 'answer', delta: `${n} ` }]
    },
    end: () => [{ type: 'done', reason: 'eof', clean: false }],
  }),
})

/** Runs the schedule of this seed to its end, in virtual time, and holds the result against what the backend sent. */
export async function simulate(seed: number): Promise<SimulationResult> {
  const random = createRandom(seed)
  const schedule = createSchedule(seed, random)
  const clock = createManualClock()
  const backend = createSimulatedBackend({ ...schedule, random, clock })
  const counted = countedSignal()
  const told: StreamEvent[] = []
  let texts = 0
  let resumes = 0
  let attempts = 0
  let surplusEnds = 0
  let hasPaused = false
  const course = { isOver: false }
  let outcome: StreamOutcome | undefined

  const open = (): StreamRun => openStream(requestOf(schedule), options)
  const options: StreamOptions = {
    ...resumeOf(schedule),
    dialect,
    transport: backend.transport,
    clock: backend.clock,
    environment: backend.environment,
    random,
    signal: counted.signal,
    retry: schedule.isByUser ? false : { attempts: 40, elapsed: 'unlimited' },
    timeouts: { total: DAY },
    onEvents(events) {
      told.push(...events)
      texts += events.filter(({ type }) => type === 'text').length
      if (texts >= (schedule.stopAfter ?? Number.POSITIVE_INFINITY)) run.cancel('enough')
      if (hasPaused || texts < (schedule.pauseAfter ?? Number.POSITIVE_INFINITY)) return
      hasPaused = true
      run.pause()
      clock.schedule(() => run.resume(), PAUSE)
    },
  }
  let run = open()

  /** Goes on with a run that broke off, or sends once more what has brought nothing. */
  function goOn(): StreamRun | undefined {
    const next = run.continue()
    if (next !== undefined) resumes++
    const isBare =
      texts === 0 && (outcome?.status === 'failed' || outcome?.status === 'interrupted')
    const isRepeatable = schedule.isByUser && !('once' in schedule.backend)
    return next ?? (isRepeatable && isBare ? open() : undefined)
  }

  async function follow(): Promise<void> {
    const followed = run
    const ends = new Set<string>()
    const before = told.length
    followed.subscribe(({ status }) => {
      if (followed.connection.endedAt !== undefined) ends.add(status)
    })
    outcome = await followed.outcome
    attempts += outcome.attempts
    const dones = told.slice(before).filter(({ type }) => type === 'done').length
    surplusEnds += dones + ends.size - endsOf(outcome)
    const next = goOn()
    course.isOver = next === undefined
    if (next === undefined) return undefined
    run = next
    return follow()
  }

  void follow()
  for (let steps = 0; !course.isOver && steps < 5000; steps++) await clock.advance(2000)
  const status = run.state.status
  // A pause that the user forgot about, the one timer that is none of the run's.
  if (hasPaused) await clock.advance(PAUSE)
  const leaked = clock.pending + backend.listeners + counted.listeners + backend.open

  const numbers = run.state.answer.trim().split(' ').filter(Boolean).map(Number)
  const unique = new Set(numbers)
  const ended = course.isOver ? outcome : undefined
  const expected = ended?.status === 'complete' ? schedule.events : Math.max(0, ...numbers)
  const isTwice = 'once' in schedule.backend && backend.posts > 1
  // A run that the user has to go on with says why it broke off.
  const known = ['start', 'text', 'done', ...(schedule.isByUser ? ['error'] : [])]
  const surplus = told.filter(({ type }) => !known.includes(type))
  return {
    schedule: JSON.stringify(schedule),
    status: ended?.status ?? 'failed',
    attempts,
    faults: schedule.faults.length,
    resumes,
    delivered: unique.size,
    lost: expected - unique.size,
    duplicated: numbers.length - unique.size,
    reordered: numbers.filter((number, index) => number < (numbers[index - 1] ?? 0)).length,
    surplusEnds,
    leaked,
    fault: isTwice
      ? `${backend.posts} POST requests`
      : findFault({
          schedule,
          outcome: ended,
          status,
          surplus,
          mostOpen: backend.mostOpen,
          isEmpty: texts === 0,
        }),
  }
}

/** A run that ends by itself tells of `done` and shows one terminal status; one that is cancelled shows its status only. */
function endsOf(outcome: StreamOutcome): number {
  return outcome.status === 'cancelled' ? 1 : 2
}

function findFault({
  schedule,
  outcome,
  status,
  surplus,
  mostOpen,
  isEmpty,
}: {
  schedule: Schedule
  outcome: StreamOutcome | undefined
  status: string
  surplus: readonly StreamEvent[]
  mostOpen: number
  isEmpty: boolean
}): string | undefined {
  if (outcome === undefined) return `it never ended, and is ${status}`
  const mayBe = ['complete']
  if (schedule.stopAfter !== undefined) mayBe.push('cancelled')
  // Before anything has come there is nothing to go on with, and what does something is not sent twice.
  if (schedule.isByUser && 'once' in schedule.backend && isEmpty)
    mayBe.push('failed', 'interrupted')
  if (!mayBe.includes(outcome.status)) return `it ended as ${outcome.status}: ${outcome.error}`
  if (status !== outcome.status) return `state ${status}, outcome ${outcome.status}`
  if (mostOpen > 1) return `${mostOpen} responses at a time`
  const [first] = surplus
  return first && `it told of ${JSON.stringify(first)}`
}

function createSchedule(seed: number, random: () => number): Schedule {
  const events = 50 + Math.floor(random() * 451)
  const somewhere = (): number | undefined =>
    random() < 0.15 ? 1 + Math.floor(random() * events) : undefined
  const backend = choose(BACKENDS, random)
  const faults = Array.from({ length: 1 + Math.floor(random() * 8) }, () => choose(FAULTS, random))
  // A request that may not be sent again and was refused has failed, whatever comes behind.
  const isRefused = 'once' in backend && faults[0]?.startsWith('status')
  return {
    seed,
    events,
    backend,
    faults: isRefused ? ['comments only, then reset', ...faults.slice(1)] : faults,
    stopAfter: somewhere(),
    pauseAfter: somewhere(),
    isByUser: random() < 0.3,
  }
}

function requestOf({ backend }: Schedule): StreamRequest {
  const url = 'http://simulated/answer'
  return backend.by === 'get'
    ? { url }
    : { url, body: { question: '?' }, idempotent: !('once' in backend) }
}

function resumeOf({ backend }: Schedule): Pick<StreamOptions, 'resume'> {
  if (backend.by === 'get') return {}
  return {
    resume: ({ lastEventId = '' }) => ({
      url: `http://simulated/answer?after=${encodeURIComponent(lastEventId)}`,
    }),
  }
}
