import { describe, expect, it } from 'vitest'
import { cases } from '../../playground/backend/knowledge/pump.ts'
import { routes } from '../../playground/backend/routes.ts'
import { streamFaults } from '../../playground/backend/streamFaults.ts'
import { cutText } from '../../playground/backend/tokens.ts'
import type { Question } from '../../playground/backend/wire/wire.ts'
import type { Fault } from '../../playground/shared/delivery.ts'
import { platformBackends } from '../../playground/shared/platformBackends.ts'
import { backendNames, languages, type BackendName } from '../../playground/shared/scenario.ts'
import { dialects } from '../../src/dialects/index.ts'
import type { Detection } from '../../src/dialects/detect.ts'
import { createStreamReader } from '../../src/run/streamReader.ts'
import { reduceStream } from '../../src/state/reduce.ts'
import { createStreamState, type StreamState } from '../../src/state/streamState.ts'

/** What a platform has besides an answer and its sources. */
const withoutTools: readonly BackendName[] = [
  'openai-chat',
  'ollama',
  'dify',
  'langserve',
  'gemini',
  'ragflow',
  'dashscope',
]
const withoutSources: readonly BackendName[] = ['ollama', 'ag-ui', 'langgraph']
const withoutThoughts: readonly BackendName[] = ['mcp']
const withoutUsage: readonly BackendName[] = ['mcp']
/** Those whose answer comes at once, at the end. */
const withoutPieces: readonly BackendName[] = ['mcp']
/** LangServe keeps to itself what went wrong. */
const ownFailures: Partial<Record<BackendName, string>> = { langserve: 'Internal Server Error' }

function cutTokens(text: string): readonly string[] {
  return cutText(text, 'token')
}

interface Played {
  readonly state: StreamState
  readonly detection: Detection | undefined
}

interface Playing extends Pick<Question, 'scenario' | 'language'> {
  readonly fault?: Fault
}

/** Plays a scenario of a platform and reads it: as its own dialect, or as whatever the reader takes it for. */
function play(
  name: BackendName,
  { fault = 'none', ...question }: Playing,
  dialect: BackendName | 'auto' = name,
): Played {
  const path = platformBackends.find((backend) => backend.name === name)?.scenarios[0].path
  const wire = routes.find((route) => route.path === path)?.wire
  if (!wire) throw new Error(`nothing plays ${name}`)
  const written = [...wire.write({ ...question, text: 'P-204?', cut: cutTokens })]
  const pieces = streamFaults[fault]?.(written, wire) ?? written
  const reader = createStreamReader({ dialect, headers: { ...wire.headers } })
  const events = pieces.flatMap((piece) => (piece.kind === 'text' ? reader.push(piece.text) : []))
  const state = [...events, ...reader.end()].reduce(reduceStream, createStreamState())
  return { state, detection: reader.detection }
}

describe.each(platformBackends.map(({ name }) => name))('the backend that speaks %s', (name) => {
  it.each(languages)('gives its own dialect everything that it has to say, in %s', (language) => {
    const { answer, reasoning, passages } = cases[language]
    const { state } = play(name, { scenario: 'answer', language })
    expect(state.status).toBe('complete')
    expect(state.answer).toBe(answer)
    expect(state.reasoning).toBe(withoutThoughts.includes(name) ? '' : reasoning)
    expect(state.integrity).not.toBe('repaired')
    expect(state.errors).toEqual([])
    expect(
      state.parts.filter((part) => part.type === 'data').map((part) => part.name),
    ).not.toContain('unknown')
    expect(state.usage?.inputTokens).toBe(withoutUsage.includes(name) ? undefined : 412)
    const found = [...state.results, ...state.references]
    const wanted = withoutSources.includes(name) ? 0 : passages.length
    expect(found.length).toBeGreaterThanOrEqual(wanted)
    expect(state.tools.map((tool) => tool.status)).toEqual(
      withoutTools.includes(name) ? [] : ['ok'],
    )
  })

  it('is recognised within three frames by one who was not told, and read the same', () => {
    const question = { scenario: 'answer', language: 'en' } as const
    const { state, detection } = play(name, question, 'auto')
    expect(detection?.dialect).toBe(name)
    expect(detection?.event).toBeLessThanOrEqual(3)
    expect(state).toEqual(play(name, question).state)
  })

  it('is read to the end with a broken line in its middle', () => {
    const { state } = play(name, { scenario: 'answer', language: 'en', fault: 'malformed' })
    expect(state.status).toBe('complete')
    expect(state.answer).toBe(cases.en.answer)
    expect(state.errors.map(({ recoverable }) => recoverable)).toEqual([true])
  })

  it.each(['drop', 'oversize'] as const)('keeps the beginning of the answer with %s', (fault) => {
    const { state } = play(name, { scenario: 'answer', language: 'en', fault })
    expect(state.status).toBe(fault === 'drop' ? 'interrupted' : 'failed')
    expect(state.answer === '').toBe(withoutPieces.includes(name))
    expect(cases.en.answer.startsWith(state.answer)).toBe(true)
  })

  it('keeps what was said before the model gave up, and says that it did', () => {
    const { answer, failure } = cases.en
    const { state } = play(name, { scenario: 'failed', language: 'en' })
    expect(state.status).toBe('failed')
    expect(state.answer.length > 100).toBe(!withoutPieces.includes(name))
    expect(answer.startsWith(state.answer)).toBe(true)
    expect(state.errors.map(({ message }) => message)).toEqual([ownFailures[name] ?? failure])
  })
})

describe('the other ways of a platform', () => {
  it.each([
    ['dashscope', 'cumulative'],
    ['mcp', 'agent'],
  ] as const)('%s says the same answer by way of %s', (name, scenario) => {
    const { state, detection } = play(name, { scenario, language: 'zh-CN' }, 'auto')
    expect(detection?.dialect).toBe(name)
    expect(state.status).toBe('complete')
    expect(state.answer).toBe(cases['zh-CN'].answer)
    expect(state.integrity).not.toBe('repaired')
  })
})

it('every dialect of the kit has a backend that speaks it', () => {
  expect(new Set(backendNames)).toEqual(new Set(dialects.map(({ name }) => name)))
})
