import { langchainWire } from './wire/langchain.ts'
import { llamaindexWire } from './wire/llamaindex.ts'
import { ragWire } from './wire/rag.ts'
import type { Wire } from './wire/wire.ts'
import { workflowWire } from './wire/workflow.ts'

export interface Route {
  readonly path: string
  readonly wire: Wire
  /** Field of the JSON body, or of the query of a GET, that carries the question. */
  readonly field: string
  /** Played when the request names no scenario. */
  readonly scenario: string
}

/** Every streaming endpoint. A dialect more is a file in `wire/` and a row here. */
export const routes: readonly Route[] = [
  { path: '/api/rag/search', wire: ragWire, field: 'query', scenario: 'answer' },
  { path: '/api/workflow/query', wire: workflowWire, field: 'message', scenario: 'report' },
  { path: '/api/langchain/rag-qa', wire: langchainWire, field: 'question', scenario: 'rag-qa' },
  { path: '/api/langchain/agent', wire: langchainWire, field: 'question', scenario: 'agent' },
  { path: '/api/llamaindex/chat', wire: llamaindexWire, field: 'user_msg', scenario: 'chat' },
]
