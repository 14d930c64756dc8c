import { defineDialect } from '../../src/dialects/dialect.ts'
import type { StreamEvent } from '../../src/dialects/events.ts'
import { openStream } from '../../src/run/openStream.ts'
import type { StreamOutcome } from '../../src/run/outcome.ts'
import type { StreamOptions, StreamRequest } from '../../src/run/streamRun.ts'
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
  const ends = new Set<string>()
  let texts = 0
  let hasPaused = false
  let outcome: StreamOutcome | undefined

  const run = openStream(requestOf(schedule), {
    ...resumeOf(schedule),
    dialect,
    transport: backend.transport,
    clock: backend.clock,
    environment: backend.environment,
    random,
    signal: counted.signal,
    retry: { attempts: 40, elapsed: 'unlimited' },
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
  })
  run.subscribe(({ status }) => {
    if (run.connection.endedAt !== undefined) ends.add(status)
  })
  void run.outcome.then((ended) => {
    outcome = ended
  })
  for (let steps = 0; run.connection.endedAt === undefined && steps < 5000; steps++) {
    await clock.advance(2000)
  }
  const status = run.state.status
  // A pause that the user forgot about, the one timer that is none of the run's.
  if (hasPaused) await clock.advance(PAUSE)
  const leaked = clock.pending + backend.listeners + counted.listeners + backend.open

  const numbers = run.state.answer.trim().split(' ').filter(Boolean).map(Number)
  const unique = new Set(numbers)
  const expected = outcome?.status === 'complete' ? schedule.events : Math.max(0, ...numbers)
  const isTwice = 'once' in schedule.backend && backend.posts > 1
  const surplus = told.filter(({ type }) => !['start', 'text', 'done'].includes(type))
  return {
    schedule: JSON.stringify(schedule),
    status: outcome?.status ?? 'failed',
    attempts: outcome?.attempts ?? 0,
    faults: schedule.faults.length,
    delivered: unique.size,
    lost: expected - unique.size,
    duplicated: numbers.length - unique.size,
    reordered: numbers.filter((number, index) => number < (numbers[index - 1] ?? 0)).length,
    surplusEnds: told.filter(({ type }) => type === 'done').length + ends.size - endsOf(outcome),
    leaked,
    fault: isTwice
      ? `${backend.posts} POST requests`
      : findFault({ schedule, outcome, status, surplus, mostOpen: backend.mostOpen }),
  }
}

/** A run that completes tells of `done` and shows one terminal status; one that is cancelled shows its status only. */
function endsOf(outcome: StreamOutcome | undefined): number {
  return outcome?.status === 'cancelled' ? 1 : 2
}

function findFault({
  schedule,
  outcome,
  status,
  surplus,
  mostOpen,
}: {
  schedule: Schedule
  outcome: StreamOutcome | undefined
  status: string
  surplus: readonly StreamEvent[]
  mostOpen: number
}): string | undefined {
  if (outcome === undefined) return `it never ended, and is ${status}`
  const mayBe = schedule.stopAfter === undefined ? ['complete'] : ['complete', 'cancelled']
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
