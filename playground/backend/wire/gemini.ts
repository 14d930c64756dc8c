import type { Passage } from '../knowledge/pump.ts'
import type { Piece } from '../piece.ts'
import { LONG_WAIT, takePlatformTurn } from '../platformTurn.ts'
import { dataEvent, withCrlf } from './sseEvent.ts'
import type { Wire } from './wire.ts'

const HEAD = { modelVersion: 'gemini-3-pro-preview', responseId: 'Zk9eaZ2bJ7Oq1MkP' }

/** Gemini's `streamGenerateContent?alt=sse`: lines end with CRLF, every chunk counts the tokens so far, no mark ends it. */
export const geminiWire: Wire = {
  headers: { vary: 'X-Origin', 'x-gemini-service-tier': 'standard' },
  *write(question) {
    const { thoughts, tokens, passages, tool, answer, failure, usage } = takePlatformTurn(question)
    let thought = 0
    let said = 0
    const chunk = (candidate: object, wait?: number): Piece => {
      const usageMetadata = {
        promptTokenCount: usage.input,
        candidatesTokenCount: said,
        thoughtsTokenCount: thought,
        totalTokenCount: usage.input + said + thought,
      }
      const body = { candidates: [{ ...candidate, index: 0 }], usageMetadata, ...HEAD }
      return withCrlf(dataEvent(body, wait))
    }
    for (const text of thoughts) {
      thought += 1
      yield chunk(speak({ text, thought: true }), thought === 1 ? LONG_WAIT : 1)
    }
    for (const text of tokens) {
      said += 1
      yield chunk(speak({ text }))
    }
    if (failure !== undefined) {
      yield withCrlf(dataEvent({ error: { code: 503, message: failure, status: 'UNAVAILABLE' } }))
      return
    }
    const groundingMetadata = ground(passages, tool.input.query, answer)
    yield chunk({ ...speak({ text: '' }), finishReason: 'STOP', groundingMetadata })
  },
  malformed: 'data: {"candidates": [{"content": {"parts": [{"te\r\n\r\n',
  failure: (code, message) => ({ error: { code, message, status: 'INTERNAL' } }),
}

function speak(part: object): object {
  return { content: { parts: [part], role: 'model' } }
}

/** Where the answer comes from; places in it are counted in bytes of UTF-8. */
function ground(passages: readonly Passage[], query: string, answer: string): object {
  const [claim = ''] = answer.split('\n\n')
  return {
    webSearchQueries: [query],
    groundingChunks: passages.map(({ url: uri, title, text }) => ({
      retrievedContext: { uri, title, text },
    })),
    groundingSupports: [
      {
        segment: { endIndex: Buffer.byteLength(claim), text: claim },
        groundingChunkIndices: [0],
      },
    ],
  }
}
