import { agUiDialect } from './agUi.ts'
import { agnoDialect } from './agno.ts'
import { aiSdkDialect } from './aiSdk.ts'
import { anthropicDialect } from './anthropic.ts'
import type { Dialect } from './dialect.ts'
import { difyDialect } from './dify.ts'
import { langchainDialect } from './langchain.ts'
import { langserveDialect } from './langserve.ts'
import { llamaindexDialect } from './llamaindex.ts'
import { ollamaDialect } from './ollama.ts'
import { openaiChatDialect } from './openaiChat.ts'
import { ragDialect } from './rag.ts'
import { workflowDialect } from './workflow.ts'

/**
 * Every dialect that is found by name and by `auto`. Detection asks them in this order and the first claim wins, so a
 * dialect with a sharper mark stands before one with a blunter mark.
 */
export const dialects = [
  anthropicDialect,
  agUiDialect,
  aiSdkDialect,
  workflowDialect,
  ragDialect,
  difyDialect,
  agnoDialect,
  langserveDialect,
  openaiChatDialect,
  ollamaDialect,
  llamaindexDialect,
  langchainDialect,
] as const satisfies readonly Dialect[]

/** The name of a dialect that ships with the kit. */
export type DialectName = (typeof dialects)[number]['name']
