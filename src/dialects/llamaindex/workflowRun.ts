import type { EventOf, StreamEvent } from '../events.ts'
import type { Writable } from '../writable.ts'
import {
  arrayField,
  isRecord,
  type JsonRecord,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import type { WorkflowEvent, WorkflowEventKind } from './workflowEvent.ts'
import { describeFailure, describeTimeout, failureCode } from './describeFailure.ts'
import {
  nodesIn,
  textOfMessage,
  textOfResult,
  thoughtsOfMessage,
  unwrapModel,
} from './textOfMessage.ts'
import { createToolLedger, type ToolEvent } from './toolLedger.ts'
import { type AgentTurn, createAgentTurn } from './agentTurn.ts'
import { createUsageMeter } from './usageMeter.ts'
import { readResults, type ResultReader } from '../results/resultItem.ts'
import type { SourceFinder } from '../results/sourceFinder.ts'

/** The story of one workflow run, told event by event. */
export interface WorkflowRun {
  take(event: WorkflowEvent): void
  /** The stream is over, with or without the end of the workflow: gives what was held back. */
  close(): void
  /** Whether something is held back that {@link close} would give. */
  isHolding(): boolean
  /** The workflow asked the user something and has said nothing since. */
  readonly isWaiting: boolean
}

type Done = EventOf<'done'>

/** Names of events that a workflow's authors give to news of their own. */
const PROGRESS = /progress|status/i

export interface WorkflowRunOptions {
  readonly write: (event: StreamEvent) => void
  readonly readResult: ResultReader
  readonly sources: SourceFinder
}

export function createWorkflowRun({ write, readResult, sources }: WorkflowRunOptions): WorkflowRun {
  const tools = createToolLedger()
  const usage = createUsageMeter()
  let agent: string | undefined
  let stepId: string | undefined
  let steps = 0
  let turn: AgentTurn | undefined
  let turns = 0
  /** The turn is over, and what the workflow returns may still be compared with it. */
  let isTurnOver = false
  let responseLength = 0
  let model: string | undefined

  /** Each agent that takes over is a step. Gives whether one did. */
  function enterAgent(value: JsonRecord): boolean {
    const name = value['current_agent_name']
    if (typeof name !== 'string' || name === agent) return false
    leaveTurn()
    leaveAgent('ok')
    agent = name
    stepId = `agent-${steps + 1}`
    write({ type: 'step-start', stepId, index: steps, name, agent })
    steps++
    return true
  }

  function leaveAgent(status: EventOf<'step-end'>['status']): void {
    if (stepId !== undefined) write({ type: 'step-end', stepId, status, agent })
  }

  function writeHere(events: readonly ToolEvent[]): void {
    for (const event of events) write({ ...event, stepId, agent })
  }

  function startTurn(): AgentTurn {
    turn?.close()
    turns++
    turn = createAgentTurn({ partId: `turn-${turns}`, stepId, agent }, write)
    isTurnOver = false
    responseLength = 0
    usage.startTurn()
    tools.startTurn()
    return turn
  }

  function leaveTurn(): void {
    turn?.close()
    turn = undefined
  }

  function readModelChunk(value: JsonRecord): JsonRecord | undefined {
    const { raw } = value
    if (!isRecord(raw)) return undefined
    const name = stringField(raw, 'model')
    if (name !== undefined && name !== '' && name !== model) {
      model = name
      write({ type: 'meta', model })
    }
    return raw
  }

  function noteUsage(raw: JsonRecord | undefined): void {
    const event = raw && usage.read(raw)
    if (event) write(event)
  }

  function readStream(value: JsonRecord): void {
    enterAgent(value)
    // Taken in place: asking for fields by name would be half of the work, and this runs for every token.
    const { thinking_delta: thinking, tool_calls: selections } = value
    const delta = textOf(value['delta'])
    const response = textOf(value['response'])
    // `response` is all that the model has said in this turn, so one that is shorter belongs to the next turn.
    const isRestart =
      response.length < responseLength || (responseLength > 0 && response === delta && delta !== '')
    const current = turn === undefined || isTurnOver || isRestart ? startTurn() : turn
    responseLength = response.length
    const raw = readModelChunk(value)
    const thought = textOf(thinking) || reasoningIn(raw)
    if (thought) current.think(thought)
    if (delta !== '') current.speak(delta)
    if (Array.isArray(selections) && selections.length > 0) writeHere(tools.announce(selections))
    noteUsage(raw)
  }

  function readOutput(value: JsonRecord): void {
    enterAgent(value)
    const current = turn === undefined || isTurnOver ? startTurn() : turn
    const message = recordField(value, 'response') ?? {}
    const text = textOfMessage(message)
    const { isSilent } = current
    if (isSilent) current.think(thoughtsOfMessage(message))
    const callsTools = (arrayField(value, 'tool_calls') ?? []).length > 0
    // What is said before a tool is called is no answer to compare with, but shall not get lost either.
    if (text !== undefined && (!callsTools || isSilent)) current.settle(text)
    else current.close()
    isTurnOver = true
    noteStructure(value['structured_response'])
    noteUsage(readModelChunk(value))
  }

  /** Workflows that stream the words of a model by themselves do so in an event with a `delta` and nothing else. */
  function speakOwn({ delta, ...rest }: JsonRecord): boolean {
    if (typeof delta !== 'string' || Object.keys(rest).length > 0) return false
    const current = turn === undefined || isTurnOver ? startTurn() : turn
    if (delta !== '') current.speak(delta)
    return true
  }

  /** An event of the workflow's own; one that tells of progress says in words what is being done. */
  function tellOwn(name: string, value: JsonRecord): void {
    write({ type: 'data', name, data: value, stepId, agent })
    sources.readFields(value, { stepId, agent })
    const message = stringField(value, 'msg') ?? stringField(value, 'message')
    if (message && PROGRESS.test(name)) {
      write({ type: 'status', message, phase: name, stepId, agent })
    }
    const { progress } = value
    if (typeof progress === 'number') write({ type: 'progress', value: progress, stepId, agent })
  }

  function noteStructure(data: unknown): void {
    if (isRecord(data)) write({ type: 'data', name: 'structured-output', data, key: agent ?? '' })
  }

  function noteNodes(value: unknown): boolean {
    const items = readResults(nodesIn(value), readResult)
    if (items.length > 0) write({ type: 'results', kind: 'retrieved', items, stepId, agent })
    return items.length > 0
  }

  function readStop(value: JsonRecord, name: string): void {
    const result = unwrapModel(value['result'])
    const text = textOfResult(result)
    if (text === undefined) leaveTurn()
    else (turn ?? startTurn()).conclude(text)
    if (isRecord(result)) {
      noteNodes(result)
      noteStructure(result['structured_response'])
    }
    const { result: _, ...ownFields } = value
    if (text === undefined && result != null) write({ type: 'data', name: 'result', data: result })
    if (Object.keys(ownFields).length > 0) write({ type: 'data', name, data: ownFields })
    finish('ok', { type: 'done', reason: 'stop', rawReason: name, clean: true })
  }

  function fail(name: string, message: string, code: string | undefined): void {
    leaveTurn()
    write({ type: 'error', scope: 'stream', recoverable: false, message, code })
    finish('error', { type: 'done', reason: 'error', rawReason: name, clean: true })
  }

  function finish(status: EventOf<'step-end'>['status'], done: Done): void {
    leaveAgent(status)
    stepId = undefined
    write(done)
  }

  const readers: Readonly<Record<WorkflowEventKind, (value: JsonRecord, name: string) => void>> = {
    AgentInput(value) {
      leaveTurn()
      if (enterAgent(value)) return
      write({ type: 'data', name: 'agent-input', data: value['input'], key: agent ?? '', agent })
    },
    AgentStream: readStream,
    AgentOutput: readOutput,
    AgentStreamStructuredOutput: (value) => noteStructure(value['output']),
    ToolCall(value) {
      leaveTurn()
      writeHere(tools.call(value))
    },
    ToolCallResult(value) {
      leaveTurn()
      writeHere(tools.result(value))
      const output = recordField(value, 'tool_output')
      const raw = unwrapModel(output?.['raw_output'] ?? output?.['rawOutput'])
      if (!noteNodes(raw)) sources.readOutput(raw ?? output?.['content'], { stepId, agent })
    },
    InputRequiredEvent(value) {
      leaveTurn()
      run.isWaiting = true
      write({ type: 'interrupt', kind: 'input', payload: value, stepId, agent })
    },
    StopEvent: readStop,
    WorkflowFailedEvent: (value, name) => fail(name, describeFailure(value), failureCode(value)),
    WorkflowTimedOutEvent: (value, name) => fail(name, describeTimeout(value), 'timeout'),
    WorkflowCancelledEvent(_value, name) {
      leaveTurn()
      write({ type: 'status', level: 'warning', message: 'The workflow was cancelled' })
      finish('skipped', { type: 'done', reason: 'other', rawReason: name, clean: true })
    },
  }

  const run: Writable<WorkflowRun> = {
    isWaiting: false,
    take({ kind, name, value }) {
      run.isWaiting = false
      if (kind !== undefined) readers[kind](value, name)
      else if (!speakOwn(value) && !noteNodes(value)) tellOwn(name, value)
    },
    close: leaveTurn,
    isHolding: () => turn?.isHolding() === true,
  }
  return run
}

function textOf(field: unknown): string {
  return typeof field === 'string' ? field : ''
}

/** The model's own chunk holds its thoughts where the event has no field for them; its content is the delta again. */
function reasoningIn(raw: JsonRecord | undefined): string | undefined {
  const choice = raw && arrayField(raw, 'choices')?.[0]
  const delta = isRecord(choice) ? recordField(choice, 'delta') : undefined
  return delta && stringField(delta, 'reasoning_content')
}
