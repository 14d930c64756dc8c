import { agnoDialect } from './agno.ts'
import { agUiDialect } from './agUi.ts'
import { aiSdkDialect } from './aiSdk.ts'
import { anthropicDialect } from './anthropic.ts'
import { cozeDialect } from './coze.ts'
import { dashscopeDialect } from './dashscope.ts'
import type { Dialect, DialectChoice } from './dialect.ts'
import { difyDialect } from './dify.ts'
import { fastgptDialect } from './fastgpt.ts'
import { geminiDialect } from './gemini.ts'
import { langchainDialect } from './langchain.ts'
import { langgraphDialect } from './langgraph.ts'
import { langserveDialect } from './langserve.ts'
import { llamaindexDialect } from './llamaindex.ts'
import { mcpDialect } from './mcp.ts'
import { ollamaDialect } from './ollama.ts'
import { openaiChatDialect } from './openaiChat.ts'
import { openaiResponsesDialect } from './openaiResponses.ts'
import { ragDialect } from './rag.ts'
import { ragflowDialect } from './ragflow.ts'
import { workflowDialect } from './workflow.ts'

/**
 * Every dialect that is found by name and by `auto`. Detection asks them in this order and the first claim wins, so a
 * dialect with a sharper mark stands before one with a blunter mark: FastGPT's answers hold OpenAI's chunks, and nothing
 * is blunter than plain text.
 */
export const dialects = [
  mcpDialect,
  openaiResponsesDialect,
  anthropicDialect,
  agUiDialect,
  aiSdkDialect,
  workflowDialect,
  ragDialect,
  difyDialect,
  ragflowDialect,
  agnoDialect,
  cozeDialect,
  fastgptDialect,
  langgraphDialect,
  langserveDialect,
  openaiChatDialect,
  geminiDialect,
  ollamaDialect,
  dashscopeDialect,
  llamaindexDialect,
  langchainDialect,
] as const satisfies readonly Dialect[]

/** The name of a dialect that ships with the kit. */
export type DialectName = (typeof dialects)[number]['name']

/**
 * Finds what a caller has named.
 * @throws {TypeError} when there is no dialect of that name.
 */
export function chooseDialect(named: 'auto' | DialectName | DialectChoice = 'auto'): DialectChoice {
  if (named === 'auto') return dialects
  if (typeof named !== 'string') return named
  const dialect = dialects.find(({ name }) => name === named)
  if (dialect !== undefined) return dialect
  const names = dialects.map(({ name }) => name).join(', ')
  throw new TypeError(`There is no dialect of the given name; there are auto, ${names}`)
}
