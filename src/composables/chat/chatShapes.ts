import type { DialectName } from '../../dialects/index.ts'
import type { ChatAttachment } from './chatThread.ts'
import type { ChatMessage, ChatTalk } from './chatTalk.ts'

/** The fields that a backend reads a talk from. What stands in the request's own `body` is kept beside them. */
export interface ChatShape {
  readonly body: (talk: ChatTalk) => ChatFields
  /** How the fields travel. Default: as JSON, or in the query of a GET. */
  readonly encoding?: 'json' | 'form'
  /** Fields that travel in the query all the same. */
  readonly query?: (talk: ChatTalk) => ChatFields
}

/** Fields by name; one that is `undefined` is not sent. */
export type ChatFields = Readonly<Record<string, unknown>>

/** Backends that keep no talk themselves are sent all of it. */
const roleAndText = ({ messages }: ChatTalk): readonly ChatFields[] =>
  messages.map(({ role, text }) => ({ role, content: text }))

const stream = true

/**
 * How each dialect's backend is asked, by dialect. A backend that keeps the talk itself (`rag`, `dify`, `agno` …) is sent
 * the question and the ids it gave; one that keeps nothing (`openai-chat`, `anthropic`, `ollama` …) is sent the whole talk.
 *
 * Sources: the platforms' own API references; the seeds for `rag`, `workflow`, `langchain` and `llamaindex`.
 */
export const chatShapes: Readonly<Record<DialectName | 'auto', ChatShape>> = {
  // Nothing is known of the backend: the talk in its most common shape, and the ids under their most common names.
  auto: { body: (talk) => ({ messages: roleAndText(talk), ...idFields(talk) }) },

  rag: { body: ({ question, ids }) => ({ query: question.text, session_id: ids.sessionId }) },
  workflow: { body: (talk) => ({ message: talk.question.text, ...idFields(talk) }) },
  langchain: { body: (talk) => ({ question: talk.question.text, ...idFields(talk) }) },
  llamaindex: {
    body: (talk) => ({
      user_msg: talk.question.text,
      chat_history: roleAndText(talk).slice(0, -1),
      ...idFields(talk),
    }),
  },

  'openai-chat': {
    body: ({ messages }) => ({
      stream,
      messages: messages.map((message) => ({
        role: message.role,
        content: openaiContent(message),
      })),
    }),
  },
  'openai-responses': { body: (talk) => ({ stream, input: roleAndText(talk) }) },
  anthropic: { body: (talk) => ({ stream, messages: roleAndText(talk) }) },
  gemini: {
    body: ({ messages }) => ({
      contents: messages.map(({ role, text }) => ({
        role: role === 'user' ? 'user' : 'model',
        parts: [{ text }],
      })),
    }),
  },
  ollama: { body: (talk) => ({ stream, messages: roleAndText(talk) }) },
  'ai-sdk': {
    body: ({ threadId, messages, trigger }) => ({
      id: threadId,
      trigger: trigger === 'regenerate' ? 'regenerate-message' : 'submit-message',
      messages: messages.map(({ id, role, text, attachments }) => ({
        id,
        role,
        parts: [{ type: 'text', text }, ...attachments.flatMap(toFilePart)],
      })),
    }),
  },
  'ag-ui': {
    body: ({ threadId, messages, ids, question }) => ({
      threadId: ids.conversationId ?? threadId,
      runId: `run-${question.id}-${messages.length}`,
      messages: messages.map(({ id, role, text }) => ({ id, role, content: text })),
      state: {},
      tools: [],
      context: [],
      forwardedProps: {},
    }),
  },
  // A thread of the platform knows what was said in it; a run without one does not.
  langgraph: {
    body: (talk) => ({
      input: {
        messages: talk.ids.conversationId ? roleAndText(talk).slice(-1) : roleAndText(talk),
      },
    }),
  },
  langserve: {
    body: ({ messages }) => ({
      input: {
        messages: messages.map(({ role, text }) => ({
          type: role === 'user' ? 'human' : 'ai',
          content: text,
        })),
      },
    }),
  },
  // AgentOS reads a form, not JSON.
  agno: {
    encoding: 'form',
    body: ({ question, ids }) => ({
      message: question.text,
      stream,
      session_id: ids.sessionId,
      files: question.attachments.flatMap(({ file }) => file ?? []),
    }),
  },
  dify: {
    body: ({ question, ids }) => ({
      query: question.text,
      inputs: {},
      response_mode: 'streaming',
      conversation_id: ids.conversationId ?? '',
      parent_message_id: ids.messageId,
      files: question.attachments.length > 0 ? question.attachments.flatMap(toDifyFile) : undefined,
    }),
  },
  coze: {
    query: ({ ids }) => ({ conversation_id: ids.conversationId }),
    body: ({ messages, question, ids }) => ({
      stream,
      additional_messages: (ids.conversationId ? [question] : messages).map(({ role, text }) => ({
        role,
        content: text,
        content_type: 'text',
      })),
    }),
  },
  // FastGPT keeps the talk under an id that the client makes up.
  fastgpt: {
    body: ({ threadId, question }) => ({
      stream,
      detail: true,
      chatId: threadId,
      messages: [{ role: 'user', content: question.text }],
    }),
  },
  ragflow: {
    body: ({ question, ids }) => ({ stream, question: question.text, session_id: ids.sessionId }),
  },
  dashscope: {
    body: (talk) => ({
      input: talk.ids.sessionId
        ? { prompt: talk.question.text, session_id: talk.ids.sessionId }
        : { messages: roleAndText(talk) },
      parameters: { incremental_output: true },
    }),
  },
  // The tool's own arguments are the app's to name, in `params` of the request's body or with `toRequest`.
  mcp: {
    body: ({ question }) => ({
      jsonrpc: '2.0',
      id: question.id,
      method: 'tools/call',
      params: { arguments: { query: question.text } },
    }),
  },
}

/** The shape itself, or the one of that name; a name that is none of the kit's has the most common shape. */
export function findShape(shape: string | ChatShape): ChatShape {
  if (typeof shape !== 'string') return shape
  const shapes: ReadonlyMap<string, ChatShape> = new Map(Object.entries(chatShapes))
  return shapes.get(shape) ?? chatShapes.auto
}

function idFields({ ids }: ChatTalk): ChatFields {
  return { session_id: ids.sessionId, conversation_id: ids.conversationId }
}

/** A text stays a text: many clones of the API read nothing else. */
function openaiContent({ text, attachments }: ChatMessage): unknown {
  const images = attachments.filter(({ url, mediaType }) => url && mediaType.startsWith('image/'))
  if (images.length === 0) return text
  return [
    { type: 'text', text },
    ...images.map(({ url }) => ({ type: 'image_url', image_url: { url } })),
  ]
}

function toFilePart({ url, mediaType, name }: ChatAttachment): readonly ChatFields[] {
  return url ? [{ type: 'file', url, mediaType, filename: name }] : []
}

function toDifyFile({ url, mediaType }: ChatAttachment): readonly ChatFields[] {
  const type = mediaType.startsWith('image/') ? 'image' : 'document'
  return url ? [{ type, transfer_method: 'remote_url', url }] : []
}
