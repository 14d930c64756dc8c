// What each backend writes for one token, as SSE text.

const WORDS = ['根据', '知识库', '中的', '信息', 'the', ' sensor', ' E001', '。', ' is', '\n']

const word = (index) => WORDS[index % WORDS.length]
const data = (payload) => `data: ${JSON.stringify(payload)}\n\n`

/** `opening` is what comes before the first token, `isJson` whether the payloads of tokens are JSON. */
export const wires = [
  { dialect: 'rag', isJson: true, token: (index) => data({ type: 'token', token: word(index) }) },
  {
    dialect: 'workflow',
    isJson: true,
    opening: data({ type: 'step_start' }),
    token: (index) => data(word(index)),
  },
  { dialect: 'langchain', isJson: false, token: (index) => `data: ${word(index)}\n\n` },
  {
    dialect: 'llamaindex',
    isJson: true,
    token: (index) =>
      data({
        delta: word(index),
        response: '',
        current_agent_name: 'Agent',
        tool_calls: [],
        thinking_delta: null,
      }),
  },
  {
    dialect: 'openai-chat',
    isJson: true,
    token: (index) =>
      data({
        id: 'chatcmpl-1',
        object: 'chat.completion.chunk',
        created: 1_763_000_000,
        model: 'm',
        choices: [{ index: 0, delta: { content: word(index) }, finish_reason: null }],
      }),
  },
]
