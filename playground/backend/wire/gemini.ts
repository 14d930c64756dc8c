import type { Passage } from '../knowledge/pump.ts'
import { text } from '../piece.ts'
import { LONG_WAIT, takePlatformTurn } from '../platformTurn.ts'
import { dataEvent, withCrlf } from './sseEvent.ts'
import type { Question, Wire } from './wire.ts'

const HEAD = { modelVersion: 'gemini-3-pro-preview', responseId: 'Zk9eaZ2bJ7Oq1MkP' }

/**
 * Gemini's `streamGenerateContent?alt=sse`: lines end with CRLF, every chunk counts the tokens so far, no mark ends it.
 * Without `alt=sse` the same chunks are the items of one JSON array: the scenario `array`.
 */
export const geminiWire: Wire = {
  headers: { vary: 'X-Origin', 'x-gemini-service-tier': 'standard' },
  contentType: ({ scenario }) => (scenario === 'array' ? 'application/json' : undefined),
  *write(question) {
    const isArray = question.scenario === 'array'
    let isFirst = true
    for (const { chunk, wait } of generate(question)) {
      if (!isArray) yield withCrlf(dataEvent(chunk, wait))
      else yield text(`${isFirst ? '[' : ',\r\n'}${JSON.stringify(chunk)}`, wait)
      isFirst = false
    }
    if (isArray) yield text('\r\n]\r\n')
  },
  malformed: 'data: {"candidates": [{"content": {"parts": [{"te\r\n\r\n',
  failure: (code, message) => ({ error: { code, message, status: 'INTERNAL' } }),
}

interface Chunk {
  readonly chunk: object
  readonly wait?: number
}

function* generate(question: Question): Generator<Chunk> {
  const { thoughts, tokens, passages, tool, answer, failure, usage } = takePlatformTurn(question)
  let thought = 0
  let said = 0
  const say = (candidate: object, wait = 1): Chunk => {
    const usageMetadata = {
      promptTokenCount: usage.input,
      candidatesTokenCount: said,
      thoughtsTokenCount: thought,
      totalTokenCount: usage.input + said + thought,
    }
    return { chunk: { candidates: [{ ...candidate, index: 0 }], usageMetadata, ...HEAD }, wait }
  }
  for (const thinking of thoughts) {
    thought += 1
    yield say(speak({ text: thinking, thought: true }), thought === 1 ? LONG_WAIT : 1)
  }
  for (const token of tokens) {
    said += 1
    yield say(speak({ text: token }))
  }
  if (failure !== undefined) {
    yield { chunk: { error: { code: 503, message: failure, status: 'UNAVAILABLE' } } }
    return
  }
  const groundingMetadata = ground(passages, tool.input.query, answer)
  yield say({ ...speak({ text: '' }), finishReason: 'STOP', groundingMetadata })
}

function speak(part: object): object {
  return { content: { parts: [part], role: 'model' } }
}

/** Where the answer comes from; places in it are counted in bytes of UTF-8. */
function ground(passages: readonly Passage[], query: string, answer: string): object {
  const [claim = ''] = answer.split('\n\n')
  return {
    webSearchQueries: [query],
    groundingChunks: passages.map(({ url: uri, title, text: content }) => ({
      retrievedContext: { uri, title, text: content },
    })),
    groundingSupports: [
      {
        segment: { endIndex: Buffer.byteLength(claim), text: claim },
        groundingChunkIndices: [0],
      },
    ],
  }
}
