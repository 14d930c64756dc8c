import { text, type Piece } from '../piece.ts'
import { LONG_WAIT, takePlatformTurn, type PlatformTurn } from '../platformTurn.ts'
import { pythonJson } from '../../../src/testing/encoders/pythonJson.ts'
import type { Wire } from './wire.ts'

const CREATED_AT = 1767782681
const TASK = { task_id: '7c6a2a0e-25f1-4d5b-9df8-c8d3d8f0a8b2' }
const MESSAGE = {
  message_id: '0f0de29c-6c0b-4f6e-a8f5-3d3b9a6f7d11',
  conversation_id: '45701982-8118-4bc5-8e9b-64562b4555f2',
}
const RUN_ID = 'b3c1c2a9-7a0e-4f83-8d29-5d2f5d1b0f76'

interface Node {
  readonly id: string
  readonly node_id: string
  readonly node_type: string
  readonly title: string
  readonly index: number
}

/** A chatflow of Dify: nodes that begin and end, thoughts in events of their own, `workflow_finished` behind the message. */
export const difyWire: Wire = {
  *write(question) {
    const turn = takePlatformTurn(question)
    const [search, write] = createNodes(turn)
    const run = { id: RUN_ID, workflow_id: 'a1f8f5e6-1c6b-4f0a-8a4e-2f1f5b1a0c33' }
    // Sent every ten seconds while nothing else is, and once at the beginning.
    yield text('event: ping\n\n')
    yield workflow('workflow_started', { ...run, inputs: { 'sys.query': question.text } })
    yield workflow('node_started', { ...search, inputs: null })
    yield finish(search, { result: listPassages(turn) }, LONG_WAIT)
    yield workflow('node_started', { ...write, inputs: null })
    yield* think(turn, write)
    yield* say(turn, write)
    if (turn.failure !== undefined) {
      yield event('error', { status: 503, code: 'provider_overloaded', message: turn.failure })
      return
    }
    yield finish(write, { text: turn.answer })
    yield closeMessage(turn)
    const totals = { total_tokens: turn.usage.total, total_steps: 2, elapsed_time: 4.72 }
    yield workflow('workflow_finished', {
      ...run,
      ...totals,
      status: 'succeeded',
      outputs: { answer: turn.answer },
      error: null,
    })
  },
  malformed: 'data: {"event": "message", "task_id": "7c6a2a0e-25\n\n',
  failure: (status, message) => ({ code: 'invalid_param', message, status }),
}

function createNodes({ steps: [search, write] }: PlatformTurn): readonly [Node, Node] {
  return [
    {
      id: 'e1c7',
      node_id: 'retrieval-1',
      node_type: 'knowledge-retrieval',
      title: search,
      index: 1,
    },
    { id: 'f2d8', node_id: 'llm-1', node_type: 'llm', title: write, index: 2 },
  ]
}

function* think({ thoughts }: PlatformTurn, { node_id }: Node): Generator<Piece> {
  for (const [index, reasoning] of thoughts.entries()) {
    const is_final = index === thoughts.length - 1
    const { message_id } = MESSAGE
    yield workflow('reasoning_chunk', { message_id, reasoning, node_id, is_final })
  }
}

function* say({ tokens }: PlatformTurn, { node_id }: Node): Generator<Piece> {
  for (const answer of tokens) {
    const from = { from_variable_selector: [node_id, 'text'] }
    yield event('message', { ...MESSAGE, id: MESSAGE.message_id, answer, ...from })
  }
}

function finish(node: Node, outputs: unknown, wait?: number): Piece {
  const result = { outputs, status: 'succeeded', error: null, elapsed_time: 1.31 }
  return workflow('node_finished', { ...node, inputs: {}, ...result }, wait)
}

function closeMessage(turn: PlatformTurn): Piece {
  const { input, output, total } = turn.usage
  const usage = { prompt_tokens: input, completion_tokens: output, total_tokens: total }
  const metadata = {
    usage: { ...usage, total_price: '0.0012890', currency: 'USD', latency: 3.1 },
    retriever_resources: listPassages(turn),
  }
  return event('message_end', { ...MESSAGE, id: MESSAGE.message_id, metadata })
}

function listPassages({ passages }: PlatformTurn): readonly unknown[] {
  return passages.map(({ id, title, file, text: content, score }, index) => ({
    position: index + 1,
    dataset_id: 'ds-204',
    dataset_name: title,
    document_id: id,
    document_name: file,
    segment_id: `${id}-1`,
    score,
    content,
  }))
}

function workflow(name: string, data: object, wait?: number): Piece {
  return event(name, { ...MESSAGE, workflow_run_id: RUN_ID, data }, wait)
}

function event(name: string, fields: object, wait?: number): Piece {
  const json = pythonJson(
    { event: name, ...TASK, created_at: CREATED_AT, ...fields },
    { ensureAscii: true },
  )
  return text(`data: ${json}\n\n`, wait)
}
