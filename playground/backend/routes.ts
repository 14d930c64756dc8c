import { agnoWire } from './wire/agno.ts'
import { agUiWire } from './wire/agUi.ts'
import { aiSdkWire } from './wire/aiSdk.ts'
import { anthropicWire } from './wire/anthropic.ts'
import { cozeWire } from './wire/coze.ts'
import { dashscopeWire } from './wire/dashscope.ts'
import { difyWire } from './wire/dify.ts'
import { fastgptWire } from './wire/fastgpt.ts'
import { geminiWire } from './wire/gemini.ts'
import { langchainWire } from './wire/langchain.ts'
import { langgraphWire } from './wire/langgraph.ts'
import { langserveWire } from './wire/langserve.ts'
import { llamaindexWire } from './wire/llamaindex.ts'
import { mcpWire } from './wire/mcp.ts'
import { ollamaWire } from './wire/ollama.ts'
import { openaiChatWire } from './wire/openaiChat.ts'
import { openaiResponsesWire } from './wire/openaiResponses.ts'
import { ragWire } from './wire/rag.ts'
import { ragflowWire } from './wire/ragflow.ts'
import type { Wire } from './wire/wire.ts'
import { workflowWire } from './wire/workflow.ts'

export interface Route {
  readonly path: string
  readonly wire: Wire
  /** Path of the field that carries the question in the JSON body, or its name in the query of a GET. */
  readonly field: string
  /** Where it is when it is not there. */
  readonly otherField?: string
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
  {
    path: '/api/openai/v1/chat/completions',
    wire: openaiChatWire,
    field: 'messages.-1.content',
    scenario: 'answer',
  },
  {
    path: '/api/openai/v1/responses',
    wire: openaiResponsesWire,
    field: 'input.-1.content',
    scenario: 'answer',
  },
  {
    path: '/api/anthropic/v1/messages',
    wire: anthropicWire,
    field: 'messages.-1.content',
    scenario: 'answer',
  },
  {
    path: '/api/ollama/api/chat',
    wire: ollamaWire,
    field: 'messages.-1.content',
    scenario: 'answer',
  },
  {
    path: '/api/ai-sdk/chat',
    wire: aiSdkWire,
    field: 'messages.-1.parts.0.text',
    scenario: 'answer',
  },
  {
    path: '/api/ag-ui/run',
    wire: agUiWire,
    field: 'messages.-1.content',
    scenario: 'answer',
  },
  {
    path: '/api/dify/v1/chat-messages',
    wire: difyWire,
    field: 'query',
    scenario: 'answer',
  },
  {
    path: '/api/langgraph/runs/stream',
    wire: langgraphWire,
    field: 'input.messages.-1.content',
    scenario: 'answer',
  },
  {
    path: '/api/agno/agents/maintenance-agent/runs',
    wire: agnoWire,
    field: 'message',
    scenario: 'answer',
  },
  {
    path: '/api/langserve/handbook/stream',
    wire: langserveWire,
    field: 'input.messages.-1.content',
    scenario: 'answer',
  },
  {
    path: '/api/gemini/v1beta/models/gemini-3-pro-preview:streamGenerateContent',
    wire: geminiWire,
    field: 'contents.-1.parts.0.text',
    scenario: 'answer',
  },
  {
    path: '/api/coze/v3/chat',
    wire: cozeWire,
    field: 'additional_messages.-1.content',
    scenario: 'answer',
  },
  {
    path: '/api/fastgpt/v1/chat/completions',
    wire: fastgptWire,
    field: 'messages.-1.content',
    scenario: 'answer',
  },
  {
    path: '/api/ragflow/v1/chats/b01eed84b85611ef/completions',
    wire: ragflowWire,
    field: 'question',
    scenario: 'answer',
  },
  {
    path: '/api/dashscope/api/v1/services/aigc/text-generation/generation',
    wire: dashscopeWire,
    field: 'input.messages.-1.content',
    scenario: 'answer',
  },
  {
    path: '/api/mcp',
    wire: mcpWire,
    field: 'params.arguments.query',
    otherField: 'params.message.parts.0.text',
    scenario: 'answer',
  },
]
