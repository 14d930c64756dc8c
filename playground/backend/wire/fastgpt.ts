import { text, type Piece } from '../piece.ts'
import { LONG_WAIT, takePlatformTurn, type PlatformTurn } from '../platformTurn.ts'
import { namedEvent } from './sseEvent.ts'
import type { Wire } from './wire.ts'

/** FastGPT with `detail`: OpenAI's chunks in `answer` events among those of the flow, the quotes behind `[DONE]`. */
export const fastgptWire: Wire = {
  *write(question) {
    const turn = takePlatformTurn(question)
    const [search, write] = turn.steps
    yield start(search)
    yield* callTool(turn)
    yield start(write)
    for (const reasoning_content of turn.thoughts) yield say({ reasoning_content })
    for (const content of turn.tokens) yield say({ content })
    if (turn.failure !== undefined) {
      yield namedEvent('error', { code: 514, statusText: 'unAuthModel', message: turn.failure })
      return
    }
    yield say({ content: '' }, 'stop')
    yield text('event: answer\ndata: [DONE]\n\n')
    yield namedEvent('flowResponses', listResponses(turn))
    yield namedEvent('workflowDuration', { durationSeconds: 4.72 })
  },
  malformed: 'event: answer\ndata: {"id":"","object":"","choices":[{"del\n\n',
  failure: (code, message) => ({ code, statusText: 'error', message, data: null }),
}

function start(name: string): Piece {
  return namedEvent('flowNodeStatus', { status: 'running', name }, LONG_WAIT)
}

function* callTool({ tool: { id, name, inputPieces, output } }: PlatformTurn): Generator<Piece> {
  const names = { toolName: name, toolAvatar: '', functionName: name }
  yield namedEvent('toolCall', { tool: { id, ...names, params: '', response: '' } })
  for (const params of inputPieces) {
    yield namedEvent('toolParams', { tool: { id, toolName: '', params, response: '' } })
  }
  const result = { id, toolName: '', params: '', response: output }
  yield namedEvent('toolResponse', { tool: result }, LONG_WAIT)
}

function say(delta: object, finish_reason: string | null = null): Piece {
  const head = { id: '', object: '', created: 0, model: '' }
  const choice = { delta: { role: 'assistant', ...delta }, index: 0, finish_reason }
  return namedEvent('answer', { ...head, choices: [choice] })
}

/** What each node of the flow has done: the first found the quotes, the second spent the tokens. */
function listResponses({ steps, passages, usage }: PlatformTurn): readonly object[] {
  const [search, write] = steps
  const quoteList = passages.map(({ id, text: q, title, file, url, score }, chunkIndex) => ({
    id,
    q,
    a: '',
    sourceName: title,
    sourceId: file,
    sourceUrl: url,
    datasetId: 'ds-204',
    collectionId: 'col-204',
    score: [{ type: 'embedding', value: score, index: chunkIndex }],
    chunkIndex,
  }))
  const found = { moduleName: search, moduleType: 'datasetSearchNode', runningTime: 1.31 }
  const written = { moduleName: write, moduleType: 'chatNode', runningTime: 3.1 }
  const spent = { inputTokens: usage.input, outputTokens: usage.output }
  return [
    { ...found, quoteList },
    { ...written, model: 'qwen-max', ...spent },
  ]
}
