import { lessons } from '../knowledge/streaming.ts'
import { errands } from '../knowledge/workshop.ts'
import { text, type Piece } from '../piece.ts'
import { pythonJson } from '../../../src/testing/encoders/pythonJson.ts'
import type { Question, Wire } from './wire.ts'

/**
 * The FastAPI server around LangChain: tokens as bare text, so that a line end inside a token breaks the event into
 * lines that SSE does not know, and named events with ASCII-only JSON. It ends without a terminal.
 */
export const langchainWire: Wire = {
  *write(question) {
    if (question.scenario === 'agent') yield* runAgent(question)
    else yield* answerFromDocuments(question)
  },
  malformed: 'event: retrieval_done\ndata: {"docs": [{"page_content": "\n\n',
  failure: (_status, message) => ({ detail: message }),
  refuse: (question) => (question === '' ? 'Question is required' : undefined),
}

function* answerFromDocuments(question: Question): Generator<Piece> {
  const lesson = lessons[question.language]
  yield named('retrieval_done', { docs: lesson.documents }, 16)
  const tokens = question.cut(lesson.answer)
  if (question.scenario !== 'failed') {
    yield* tokens.map(token)
    return
  }
  yield* tokens.slice(0, Math.ceil(tokens.length / 3)).map(token)
  yield text(`event: error\ndata: ${lesson.failure}\n\n`, 20)
}

function* runAgent(question: Question): Generator<Piece> {
  const errand = errands[question.language]
  yield* question.cut(errand.opening).map(token)
  for (const { input, output } of errand.calls) {
    yield named('tool_start', { input }, 6)
    yield named('tool_end', { output, input }, 30)
  }
  yield* question.cut(errand.answer).map(token)
}

function token(content: string): Piece {
  return text(`data: ${content}\n\n`)
}

function named(event: string, data: unknown, wait: number): Piece {
  return text(`event: ${event}\ndata: ${pythonJson(data, { ensureAscii: true })}\n\n`, wait)
}
