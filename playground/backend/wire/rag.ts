import { composeAlarmAnswer } from '../knowledge/alarmAnswer.ts'
import { searchAlarms, type AlarmHit } from '../knowledge/alarms.ts'
import { text, type Piece } from '../piece.ts'
import { pythonJson } from '../../../src/testing/encoders/pythonJson.ts'
import type { Question, Wire } from './wire.ts'

const SESSION = 'c1f0a6de-5a1f-4f1e-9d0a-6c5d3b1e7a42'

const wordings = {
  'zh-CN': {
    joint: '；',
    empty: '查询内容不能为空',
    searching: '开始搜索知识库...',
    vectors: '正在进行向量搜索...',
    found: (count: number) => `找到 ${count} 个相关结果`,
    generating: '开始生成智能回答...',
    noModel: 'LlamaIndex LLM 未初始化，无法生成回答。请检查 Ollama 服务是否运行。',
    nothing:
      '知识库中没有与这个问题有关的内容。可以换一种说法，或者直接输入报警代码，例如 `E001`。',
  },
  en: {
    joint: '; ',
    empty: 'The query must not be empty',
    searching: 'Searching the knowledge base...',
    vectors: 'Running the vector search...',
    found: (count: number) => `Found ${count} related results`,
    generating: 'Writing the answer...',
    noModel: 'The LlamaIndex LLM is not initialised, no answer can be written. Is Ollama running?',
    nothing:
      'The knowledge base has nothing on this question. Put it in other words, or name an alarm code such as `E001`.',
  },
} as const

/** The Flask server: one JSON object per event, nothing escaped, `final` last and no `[DONE]`. */
export const ragWire: Wire = {
  *write(question) {
    const say = wordings[question.language]
    if (question.text === '') {
      yield event({ type: 'error', message: say.empty })
      return
    }
    const hits = searchAlarms(question.text, question.language)
    const results = toRows(hits, question)

    yield event({ type: 'info', message: say.searching })
    yield event({ type: 'info', message: say.vectors }, 12)
    yield event({ type: 'info', message: say.found(results.length) }, 12)
    yield event({
      type: 'results',
      data: { results, count: results.length, search_mode: 'vector' },
    })
    if (question.scenario === 'search') {
      yield event({ type: 'final', data: { success: true, results, session_id: SESSION } }, 4)
      return
    }

    yield event({ type: 'info', message: say.generating }, 6)
    if (question.scenario === 'failed') {
      yield event({ type: 'error', message: say.noModel }, 16)
      const data = { success: true, results, rag_error: say.noModel, session_id: SESSION }
      yield event({ type: 'final', data })
      return
    }
    yield* generate(question, hits)
  },
  malformed: 'data: {"type": "token", "token": "…\n\n',
  failure: (_status, message) => ({ success: false, error: message }),
}

function* generate(question: Question, hits: readonly AlarmHit[]): Generator<Piece> {
  const results = toRows(hits, question)
  const references = results.slice(0, 5)
  const answer = composeAlarmAnswer(hits, question.language) || wordings[question.language].nothing
  const [first, ...rest] = question.cut(answer)
  // The first token of a model takes longest: it reads the whole prompt before.
  if (first !== undefined) yield event({ type: 'token', token: first }, 16)
  for (const token of rest) yield event({ type: 'token', token })
  yield event({ type: 'answer', answer, references })
  yield event({
    type: 'final',
    data: { success: true, answer, results, references, session_id: SESSION },
  })
}

function event(value: unknown, wait?: number): Piece {
  return text(`data: ${pythonJson(value, { ensureAscii: false })}\n\n`, wait)
}

function toRows(
  hits: readonly AlarmHit[],
  { language }: Question,
): readonly Readonly<Record<string, unknown>>[] {
  return hits.map(({ alarm, score }) => ({
    id: alarm.id,
    alarm_code: alarm.code,
    alarm_message: alarm.message,
    solution: alarm.steps.join(wordings[language].joint),
    equipment: alarm.equipment,
    score,
    images: alarm.images,
  }))
}
