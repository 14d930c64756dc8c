import { describe, expect, it } from 'vitest'
import { cases } from '../../playground/backend/knowledge/pump.ts'
import { routes } from '../../playground/backend/routes.ts'
import { cutText } from '../../playground/backend/tokens.ts'
import type { Question } from '../../playground/backend/wire/wire.ts'
import { platformBackends } from '../../playground/shared/platformBackends.ts'
import { languages, type BackendName } from '../../playground/shared/scenario.ts'
import { agnoDialect } from '../../src/dialects/agno.ts'
import { agUiDialect } from '../../src/dialects/agUi.ts'
import { aiSdkDialect } from '../../src/dialects/aiSdk.ts'
import { anthropicDialect } from '../../src/dialects/anthropic.ts'
import type { Dialect } from '../../src/dialects/dialect.ts'
import { difyDialect } from '../../src/dialects/dify.ts'
import { langgraphDialect } from '../../src/dialects/langgraph.ts'
import { ollamaDialect } from '../../src/dialects/ollama.ts'
import { openaiChatDialect } from '../../src/dialects/openaiChat.ts'
import { openaiResponsesDialect } from '../../src/dialects/openaiResponses.ts'
import { createStreamReader } from '../../src/run/streamReader.ts'
import { reduceStream } from '../../src/state/reduce.ts'
import { createStreamState, type StreamState } from '../../src/state/streamState.ts'

const dialects: readonly Dialect[] = [
  agnoDialect,
  agUiDialect,
  aiSdkDialect,
  anthropicDialect,
  difyDialect,
  langgraphDialect,
  ollamaDialect,
  openaiChatDialect,
  openaiResponsesDialect,
]

/** What a platform has besides an answer and its sources. */
const withoutTools: readonly BackendName[] = ['openai-chat', 'ollama', 'dify']
const withoutSources: readonly BackendName[] = ['ollama', 'ag-ui', 'langgraph']

function cutTokens(text: string): readonly string[] {
  return cutText(text, 'token')
}

/** Plays a scenario of a platform and reads it with the platform's own dialect. */
function play(name: BackendName, question: Omit<Question, 'text' | 'cut'>): StreamState {
  const path = platformBackends.find((backend) => backend.name === name)?.scenarios[0].path
  const wire = routes.find((route) => route.path === path)?.wire
  const dialect = dialects.find((one) => one.name === name)
  if (!wire || !dialect) throw new Error(`nothing plays ${name}`)
  const pieces = [...wire.write({ ...question, text: 'P-204?', cut: cutTokens })]
  const reader = createStreamReader({ dialect, framing: wire.framing ?? 'sse' })
  const events = pieces.flatMap((piece) => (piece.kind === 'text' ? reader.push(piece.text) : []))
  return [...events, ...reader.end()].reduce(reduceStream, createStreamState())
}

describe.each(platformBackends.map(({ name }) => name))('the backend that speaks %s', (name) => {
  it.each(languages)('gives its own dialect everything that it has to say, in %s', (language) => {
    const { answer, reasoning, passages } = cases[language]
    const state = play(name, { scenario: 'answer', language })
    expect(state.status).toBe('complete')
    expect(state.answer).toBe(answer)
    expect(state.reasoning).toBe(reasoning)
    expect(state.integrity).not.toBe('repaired')
    expect(state.errors).toEqual([])
    expect(
      state.parts.filter((part) => part.type === 'data').map((part) => part.name),
    ).not.toContain('unknown')
    expect(state.usage?.inputTokens).toBe(412)
    const found = [...state.results, ...state.references]
    expect(found.length >= passages.length).toBe(!withoutSources.includes(name))
    expect(state.tools.map((tool) => tool.status)).toEqual(
      withoutTools.includes(name) ? [] : ['ok'],
    )
  })

  it('keeps what was said before the model gave up, and says that it did', () => {
    const { answer, failure } = cases.en
    const state = play(name, { scenario: 'failed', language: 'en' })
    expect(state.status).toBe('failed')
    expect(state.answer.length).toBeGreaterThan(100)
    expect(answer.startsWith(state.answer)).toBe(true)
    expect(state.errors.map(({ message }) => message)).toEqual([failure])
  })
})
