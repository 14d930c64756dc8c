import { conversions } from '../knowledge/conversion.ts'
import type { Piece } from '../piece.ts'
import { dataEvent } from './sseEvent.ts'
import type { Question, Wire } from './wire.ts'

const AGENT = 'Agent'
const MODEL = 'Qwen/Qwen2.5-7B-Instruct'
const TOOL = 'search_manual'
const TOOL_ID = '0f6f6f1c-3a53-4d0e-8f8f-5a8b6c3b1d20'
const PROMPT_TOKENS = 433

/** A server that sends each event of an AgentWorkflow as `event.model_dump_json()`: compact, nothing escaped. */
export const llamaindexWire: Wire = {
  *write(question) {
    const { plan, tool, conclusion } = conversions[question.language]
    const user = message('user', question.text)
    const call = { tool_name: TOOL, tool_kwargs: tool.input, tool_id: TOOL_ID }

    yield dataEvent({ input: [user], current_agent_name: AGENT })
    const request = `Thought: ${plan}\nAction: ${TOOL}\nAction Input: ${JSON.stringify(tool.input)}`
    yield* stream(request, question)
    yield dataEvent({ ...output(request), tool_calls: [call] })
    yield dataEvent(call)
    const content = {
      content: tool.output,
      tool_name: TOOL,
      raw_input: { args: [], kwargs: tool.input },
    }
    yield dataEvent(
      {
        ...call,
        tool_output: { ...content, raw_output: tool.output, is_error: false },
        return_direct: false,
      },
      24,
    )

    const observation = message('user', `Observation: ${tool.output}`)
    yield dataEvent({
      input: [user, message('assistant', request), observation],
      current_agent_name: AGENT,
    })
    yield* stream(`Thought: ${conclusion.thought}\nAnswer: ${conclusion.answer}`, question)
    // The agent's own output keeps the answer alone: what follows the first "Answer:", stripped.
    yield dataEvent({ ...output(conclusion.answer), tool_calls: [] })
    yield dataEvent({ result: conclusion.answer })
  },
  malformed: 'data: {"delta":"…","response":"…\n\n',
  failure: (_status, message_) => ({ detail: message_ }),
  refuse: (question) => (question === '' ? 'user_msg is required' : undefined),
}

/** One turn of the model: `response` grows and starts over with each turn, `raw` is the provider's own chunk. */
function* stream(turn: string, question: Question): Generator<Piece> {
  let response = ''
  for (const [index, delta] of question.cut(turn).entries()) {
    response += delta
    const usage = {
      completion_tokens: index + 1,
      prompt_tokens: PROMPT_TOKENS,
      total_tokens: PROMPT_TOKENS + index + 1,
    }
    const raw = {
      id: '019647e8ea426cb39f4fc709d4fb250b',
      choices: [
        {
          delta: { content: delta, role: null, reasoning_content: null },
          finish_reason: null,
          index: 0,
        },
      ],
      created: 1744963168,
      model: MODEL,
      object: 'chat.completion.chunk',
      usage,
    }
    yield dataEvent(
      { delta, response, current_agent_name: AGENT, tool_calls: [], raw },
      index === 0 ? 12 : 1,
    )
  }
}

function output(content: string): Readonly<Record<string, unknown>> {
  return { response: message('assistant', content), current_agent_name: AGENT }
}

function message(role: string, content: string): Readonly<Record<string, unknown>> {
  return { role, additional_kwargs: {}, blocks: [{ block_type: 'text', text: content }] }
}
