import { text, type Piece } from '../piece.ts'
import { LONG_WAIT, takePlatformTurn, type PlatformTurn } from '../platformTurn.ts'
import { pythonJson } from '../../../src/testing/encoders/pythonJson.ts'
import type { Wire } from './wire.ts'

const IDS = {
  id: '0d7f3a52-6a0f-4a86-9c3f-5b1a0e9d4c77',
  session_id: 'b01eed84b85611efa0e90242ac120005',
}

/** A chat of RAGFlow: every event in an envelope, the whole answer with its references last, then `data: true`. */
export const ragflowWire: Wire = {
  *write(question) {
    const turn = takePlatformTurn(question)
    yield say({ start_to_think: true }, LONG_WAIT)
    for (const answer of turn.thoughts) yield say({ answer })
    yield say({ end_to_think: true })
    for (const answer of turn.tokens) yield say({ answer })
    if (turn.failure === undefined) yield closeAnswer(turn)
    else {
      const data = { answer: `**ERROR**: ${turn.failure}`, reference: [] }
      yield wrap(data, { code: 500, message: turn.failure })
    }
    // The mark of the end comes behind a failure too.
    yield wrap(true)
  },
  malformed: 'data:{"code": 0, "message": "", "data": {"answer": "cav\n\n',
  failure: (code, message) => ({ code, message, data: false }),
}

function closeAnswer({ answer, passages, usage }: PlatformTurn): Piece {
  const chunks = passages.map(({ id, text: content, title, url, score }) => ({
    id,
    content,
    document_id: `doc-${id}`,
    document_name: title,
    dataset_id: 'ds-204',
    image_id: '',
    positions: [],
    url,
    similarity: score,
    vector_similarity: score,
    term_similarity: score,
  }))
  const doc_aggs = passages.map(({ id, title: doc_name }) => ({
    doc_name,
    doc_id: `doc-${id}`,
    count: 1,
  }))
  const { input: prompt_tokens, output: completion_tokens, total: total_tokens } = usage
  return say({
    answer,
    reference: { total: chunks.length, chunks, doc_aggs },
    final: true,
    usage: { prompt_tokens, completion_tokens, total_tokens },
  })
}

function say(fields: object, wait?: number): Piece {
  return wrap({ answer: '', reference: {}, ...IDS, final: false, ...fields }, {}, wait)
}

/** Python writes the JSON, and leaves what is not ASCII as it is; no blank stands behind the colon of `data`. */
function wrap(data: unknown, fields: object = {}, wait?: number): Piece {
  const json = pythonJson({ code: 0, message: '', data, ...fields }, { ensureAscii: false })
  return text(`data:${json}\n\n`, wait)
}
