import { QUESTION, type Backend, type BackendName, type Phrase } from './scenario.ts'

const questions: readonly Phrase[] = [
  {
    'zh-CN': 'P-204 泵为什么一热就掉压？先查什么？',
    en: 'Why does pump P-204 lose pressure when hot, and what do I check first?',
  },
]

interface Platform {
  readonly name: BackendName
  readonly label: string
  readonly note: Phrase
  /** Path and body of the platform's own endpoint. */
  readonly path: string
  readonly body: Readonly<Record<string, unknown>>
}

const userMessage = { role: 'user', content: QUESTION }

const platforms: readonly Platform[] = [
  {
    name: 'openai-chat',
    label: 'OpenAI Chat',
    note: { 'zh-CN': '兼容接口：choices · [DONE]', en: 'And its clones: choices · [DONE]' },
    path: '/api/openai/v1/chat/completions',
    body: { model: 'deepseek/deepseek-r1', stream: true, messages: [userMessage] },
  },
  {
    name: 'openai-responses',
    label: 'OpenAI Responses',
    note: { 'zh-CN': '带编号的 response.* 事件', en: 'Numbered response.* events' },
    path: '/api/openai/v1/responses',
    body: { model: 'gpt-5', stream: true, tools: [{ type: 'file_search' }], input: [userMessage] },
  },
  {
    name: 'anthropic',
    label: 'Anthropic',
    note: { 'zh-CN': 'Messages · 内容块', en: 'Messages · content blocks' },
    path: '/api/anthropic/v1/messages',
    body: { model: 'claude-sonnet-4-5', stream: true, max_tokens: 1024, messages: [userMessage] },
  },
  {
    name: 'ollama',
    label: 'Ollama',
    note: { 'zh-CN': '/api/chat · 每行一个 JSON', en: '/api/chat · one JSON per line' },
    path: '/api/ollama/api/chat',
    body: { model: 'qwen3:8b', think: true, messages: [userMessage] },
  },
  {
    name: 'ai-sdk',
    label: 'AI SDK',
    note: { 'zh-CN': 'UI 消息流 · 响应头表明', en: 'UI message stream · told by a header' },
    path: '/api/ai-sdk/chat',
    body: {
      id: 'chat-1',
      trigger: 'submit-message',
      messages: [{ id: 'message-1', role: 'user', parts: [{ type: 'text', text: QUESTION }] }],
    },
  },
  {
    name: 'ag-ui',
    label: 'AG-UI',
    note: { 'zh-CN': 'RUN_ · STEP_ · TOOL_CALL_ 事件', en: 'RUN_ · STEP_ · TOOL_CALL_ events' },
    path: '/api/ag-ui/run',
    body: {
      threadId: 'thread_5c1e',
      runId: 'run_a07d',
      state: {},
      tools: [],
      context: [],
      forwardedProps: {},
      messages: [{ id: 'message-1', ...userMessage }],
    },
  },
  {
    name: 'dify',
    label: 'Dify',
    note: { 'zh-CN': 'Chatflow · 节点与知识库引用', en: 'Chatflow · nodes and citations' },
    path: '/api/dify/v1/chat-messages',
    body: { query: QUESTION, inputs: {}, response_mode: 'streaming', user: 'playground' },
  },
  {
    name: 'langgraph',
    label: 'LangGraph',
    note: { 'zh-CN': 'Platform · messages 与 updates', en: 'Platform · messages and updates' },
    path: '/api/langgraph/runs/stream',
    body: {
      assistant_id: 'agent',
      stream_mode: ['messages-tuple', 'updates'],
      input: { messages: [userMessage] },
    },
  },
  {
    name: 'agno',
    label: 'agno',
    note: { 'zh-CN': 'AgentOS · 命名事件', en: 'AgentOS · named events' },
    path: '/api/agno/agents/maintenance-agent/runs',
    body: { message: QUESTION, stream: true },
  },
]

/** The platforms: one question for all of them, each with its own way of answering it and of failing. */
export const platformBackends: readonly Backend[] = platforms.map(
  ({ name, label, note, path, body }) => ({
    name,
    group: 'platform',
    label,
    note,
    scenarios: [
      {
        name: 'answer',
        label: { 'zh-CN': '完整回答', en: 'Answer' },
        path,
        body,
        suggestions: questions,
      },
      {
        name: 'failed',
        label: { 'zh-CN': '中途出错', en: 'Fails' },
        path,
        body,
        suggestions: questions,
      },
    ],
  }),
)
