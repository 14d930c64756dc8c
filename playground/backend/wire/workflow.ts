import { findReport } from '../knowledge/reports.ts'
import { text, type Piece } from '../piece.ts'
import { pythonJson } from '../../../src/testing/encoders/pythonJson.ts'
import type { Question, Wire } from './wire.ts'

const QUERY_STEP = 2
const FAILURE = {
  'zh-CN': '连接 Cube 失败：http://localhost:4000 拒绝连接',
  en: 'cannot reach Cube at http://localhost:4000: connection refused',
} as const

/**
 * The FastAPI workflow: every payload a JSON string or a step signal, `"[DONE]"` with its quotes last, and an exception
 * as a bare line that is no JSON at all.
 */
export const workflowWire: Wire = {
  *write(question) {
    const { steps } = findReport(question.text, question.language)
    for (const [index, step] of steps.entries()) {
      yield text('data: {"type":"step_start"}\n\n', index === 0 ? 2 : 10)
      if (question.scenario === 'failed' && index === QUERY_STEP) {
        yield text(`data: Error: ${FAILURE[question.language]}\n\n`, 20)
        return
      }
      yield* step.by === 'agent' ? stream(step.content, question) : print(step.content)
      yield text('data: {"type":"step_end"}\n\n')
    }
    yield text('data: "[DONE]"\n\n')
  },
  malformed: 'data: {"type":"step_sta\n\n',
  failure: (_status, message) => ({ detail: message }),
  refuse: (question) => (question === '' ? 'Message is required' : undefined),
}

/** An agent's step: `RunContent` piece by piece. */
function* stream(content: string, question: Question): Generator<Piece> {
  for (const token of question.cut(content)) yield chunk(token)
}

/**
 * A function's step: `StepOutput` whole, then `StepCompleted` with a line end more. The server compares the two for
 * equality only and so sends the content again, which no reader may ever see twice.
 */
function* print(content: string): Generator<Piece> {
  yield chunk(content, 8)
  yield chunk(`${content}\n`)
}

function chunk(content: string, wait?: number): Piece {
  return text(`data: ${pythonJson(content, { ensureAscii: false })}\n\n`, wait)
}
