import { QUESTION, type Backend, type BackendName, type Phrase, type Scenario } from './scenario.ts'

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
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  /** Other ways in which it answers. */
  readonly others?: readonly (Pick<Scenario, 'name' | 'label'> &
    Partial<Pick<Scenario, 'body' | 'query' | 'hasOwnShape'>>)[]
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
    name: 'langserve',
    label: 'LangServe',
    note: { 'zh-CN': '/stream · 链的每个字段 · CRLF', en: '/stream · fields of a chain · CRLF' },
    path: '/api/langserve/handbook/stream',
    body: { input: { messages: [{ type: 'human', content: QUESTION }] }, config: {} },
  },
  {
    name: 'agno',
    label: 'agno',
    note: { 'zh-CN': 'AgentOS · 命名事件', en: 'AgentOS · named events' },
    path: '/api/agno/agents/maintenance-agent/runs',
    body: { message: QUESTION, stream: true },
  },
  {
    name: 'gemini',
    label: 'Gemini',
    note: { 'zh-CN': '?alt=sse · CRLF · 没有结束标记', en: '?alt=sse · CRLF · no end mark' },
    path: '/api/gemini/v1beta/models/gemini-3-pro-preview:streamGenerateContent',
    query: { alt: 'sse' },
    body: { contents: [{ role: 'user', parts: [{ text: QUESTION }] }] },
    others: [{ name: 'array', label: { 'zh-CN': 'JSON 数组', en: 'JSON array' }, query: {} }],
  },
  {
    name: 'coze',
    label: 'Coze',
    note: { 'zh-CN': 'v3 对话 · 事件名说明内容', en: 'v3 chat · event names tell' },
    path: '/api/coze/v3/chat',
    body: {
      bot_id: '7548711022934556713',
      user_id: 'playground',
      stream: true,
      additional_messages: [{ ...userMessage, content_type: 'text' }],
    },
  },
  {
    name: 'fastgpt',
    label: 'FastGPT',
    note: { 'zh-CN': 'detail=true · [DONE] 之后是引用', en: 'detail=true · quotes behind [DONE]' },
    path: '/api/fastgpt/v1/chat/completions',
    body: { chatId: 'chat-204', stream: true, detail: true, messages: [userMessage] },
  },
  {
    name: 'ragflow',
    label: 'RAGFlow',
    note: { 'zh-CN': 'code · message · data 信封', en: 'Envelopes of code, message, data' },
    path: '/api/ragflow/v1/chats/b01eed84b85611ef/completions',
    body: { question: QUESTION, stream: true },
  },
  {
    name: 'dashscope',
    label: 'DashScope',
    note: { 'zh-CN': '百炼原生 · X-DashScope-SSE', en: 'Native format · X-DashScope-SSE' },
    path: '/api/dashscope/api/v1/services/aigc/text-generation/generation',
    headers: { 'x-dashscope-sse': 'enable' },
    body: writeDashscopeBody(true),
    others: [
      {
        name: 'cumulative',
        label: { 'zh-CN': '累积', en: 'Snapshots' },
        body: writeDashscopeBody(false),
      },
    ],
  },
  {
    name: 'mcp',
    label: 'MCP · A2A',
    note: { 'zh-CN': 'Streamable HTTP 上的 JSON-RPC', en: 'JSON-RPC over streamable HTTP' },
    path: '/api/mcp',
    headers: { 'mcp-protocol-version': '2025-11-25' },
    body: {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: {
        name: 'ask_handbook',
        arguments: { query: QUESTION },
        _meta: { progressToken: 1 },
      },
    },
    others: [
      {
        name: 'agent',
        label: { 'zh-CN': '智能体', en: 'Agent' },
        hasOwnShape: true,
        body: {
          jsonrpc: '2.0',
          id: 1,
          method: 'message/stream',
          params: {
            message: {
              role: 'user',
              messageId: 'message-1',
              parts: [{ kind: 'text', text: QUESTION }],
            },
          },
        },
      },
    ],
  },
]

function writeDashscopeBody(incremental_output: boolean): Platform['body'] {
  return {
    model: 'qwen-plus',
    input: { messages: [userMessage] },
    parameters: { result_format: 'message', enable_search: true, incremental_output },
  }
}

/** The platforms: one question for all of them, each with its own way of answering it and of failing. */
export const platformBackends: readonly Backend[] = platforms.map(
  ({ name, label, note, body, others = [], ...endpoint }) => {
    const shared = { ...endpoint, body, suggestions: questions }
    return {
      name,
      group: 'platform',
      label,
      note,
      scenarios: [
        { ...shared, name: 'answer', label: { 'zh-CN': '完整回答', en: 'Answer' } },
        ...others.map((other) => ({ ...shared, ...other })),
        { ...shared, name: 'failed', label: { 'zh-CN': '中途出错', en: 'Fails' } },
      ],
    }
  },
)
