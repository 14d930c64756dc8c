import type { DialectName } from '../../dialects/index.ts'
import { agnoEncoder } from './agno.ts'
import { agUiEncoder } from './agUi.ts'
import { aiSdkEncoder } from './aiSdk.ts'
import { anthropicEncoder } from './anthropic.ts'
import { cozeEncoder } from './coze.ts'
import { dashscopeEncoder } from './dashscope.ts'
import { difyEncoder } from './dify.ts'
import type { WireEncoder } from './encoder.ts'
import { fastgptEncoder } from './fastgpt.ts'
import { geminiEncoder } from './gemini.ts'
import { langchainEncoder } from './langchain.ts'
import { langgraphEncoder } from './langgraph.ts'
import { langserveEncoder } from './langserve.ts'
import { llamaindexEncoder } from './llamaindex.ts'
import { mcpEncoder } from './mcp.ts'
import { ollamaEncoder } from './ollama.ts'
import { openaiChatEncoder } from './openaiChat.ts'
import { openaiResponsesEncoder } from './openaiResponses.ts'
import { ragEncoder } from './rag.ts'
import { ragflowEncoder } from './ragflow.ts'
import { workflowEncoder } from './workflow.ts'

/** One encoder for each dialect of the kit; a dialect more does not compile without its row here. */
export const encoders: { readonly [Name in DialectName]: WireEncoder } = {
  'ag-ui': agUiEncoder,
  agno: agnoEncoder,
  'ai-sdk': aiSdkEncoder,
  anthropic: anthropicEncoder,
  coze: cozeEncoder,
  dashscope: dashscopeEncoder,
  dify: difyEncoder,
  fastgpt: fastgptEncoder,
  gemini: geminiEncoder,
  langchain: langchainEncoder,
  langgraph: langgraphEncoder,
  langserve: langserveEncoder,
  llamaindex: llamaindexEncoder,
  mcp: mcpEncoder,
  ollama: ollamaEncoder,
  'openai-chat': openaiChatEncoder,
  'openai-responses': openaiResponsesEncoder,
  rag: ragEncoder,
  ragflow: ragflowEncoder,
  workflow: workflowEncoder,
}

/**
 * The encoder of this name.
 * @throws {TypeError} when there is none.
 */
export function encoderOf(name: DialectName): WireEncoder {
  if (Object.hasOwn(encoders, name)) return encoders[name]
  throw new TypeError(
    `There is no encoder of the given name; there are ${Object.keys(encoders).join(', ')}`,
  )
}
