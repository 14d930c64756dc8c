import type { DialectName } from 'vue-rill/core'
import { chunkings, faults, speeds, type Chunking, type Fault } from '../shared/delivery.ts'
import { backends } from '../shared/backends.ts'
import {
  languages,
  type Backend,
  type BackendName,
  type Language,
  type Scenario,
} from '../shared/scenario.ts'

/** What the page shows: one answer, a talk, a text, or a recording step by step. */
export const views = ['answer', 'chat', 'markdown', 'recording'] as const
export type ViewName = (typeof views)[number]

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const transports = ['fetch', 'axios'] as const
export type TransportName = (typeof transports)[number]

/** How the kit is told to read the stream: by itself, or by the name of any dialect that it ships. */
export const dialectChoices = [
  'auto',
  'rag',
  'workflow',
  'langchain',
  'llamaindex',
  'openai-chat',
  'openai-responses',
  'anthropic',
  'gemini',
  'ollama',
  'ai-sdk',
  'ag-ui',
  'dify',
  'langgraph',
  'langserve',
  'agno',
  'coze',
  'fastgpt',
  'ragflow',
  'dashscope',
  'mcp',
] as const satisfies readonly ('auto' | DialectName)[]
export type DialectChoice = (typeof dialectChoices)[number]

/** What the kit may do about a fault: what it does by itself, send the request again, or go on behind the last event. */
export const recoveries = ['default', 'retry', 'resume'] as const
export type Recovery = (typeof recoveries)[number]

export const methods = ['POST', 'GET'] as const

/** Everything the user can set. The URL's hash holds it, so that a scene can be shared. */
export interface Scene {
  view: ViewName
  /** An embedded backend, or `own` for a URL of the user's. */
  backend: BackendName | 'own'
  scenario: string
  question: string
  transport: TransportName
  dialect: DialectChoice
  speed: number
  chunking: Chunking
  fault: Fault
  /** `first`: a retry finds the fault gone, as it often is on a real network. */
  strikes: 'first' | 'always'
  /** The rules of a composed fault, as `writeFaultRules` writes them. */
  rules: string
  recovery: Recovery
  language: Language
  theme: Theme
  ownUrl: string
  ownMethod: (typeof methods)[number]
  /** JSON text; `{{question}}` stands for the question, in the URL too. */
  ownBody: string
  /** The text of the view for Markdown; empty for the sample. */
  markdown: string
  /** How far a text or a recording is played, in steps; {@link TO_THE_END} for all of it. */
  position: number
}

export const TO_THE_END = -1

export function createScene(language: Language): Scene {
  const [backend] = backends
  const [scenario] = backend.scenarios
  return {
    view: 'answer',
    backend: backend.name,
    scenario: scenario.name,
    question: scenario.suggestions[0]?.[language] ?? '',
    transport: 'fetch',
    dialect: 'auto',
    speed: 40,
    chunking: 'token',
    fault: 'none',
    strikes: 'first',
    rules: '',
    recovery: 'default',
    language,
    theme: 'system',
    ownUrl: 'http://localhost:8000/workflow/query',
    ownMethod: 'POST',
    ownBody: '{ "message": "{{question}}" }',
    markdown: '',
    position: TO_THE_END,
  }
}

/** The embedded backend of a scene; `undefined` for the user's own. */
export function findBackend(scene: Scene): Backend | undefined {
  return backends.find(({ name }) => name === scene.backend)
}

/** The scenario of a scene; a name that the backend does not know means its first one. */
export function findScenario(scene: Scene): Scenario | undefined {
  const backend = findBackend(scene)
  return backend?.scenarios.find(({ name }) => name === scene.scenario) ?? backend?.scenarios[0]
}

/** The question to begin with: the scenario's first suggestion; none for a backend of the user's own. */
export function suggestQuestion(scene: Scene): string {
  return findScenario(scene)?.suggestions[0]?.[scene.language] ?? ''
}

/** Values that a field of the hash may have; fields without a row are free texts and counts. */
export const choices = {
  view: views,
  backend: [...backends.map(({ name }) => name), 'own'],
  transport: transports,
  dialect: dialectChoices,
  speed: speeds,
  chunking: chunkings,
  fault: faults,
  strikes: ['first', 'always'],
  recovery: recoveries,
  language: languages,
  theme: themes,
  ownMethod: methods,
} as const
