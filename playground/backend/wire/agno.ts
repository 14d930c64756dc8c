import type { Piece } from '../piece.ts'
import { LONG_WAIT, takePlatformTurn } from '../platformTurn.ts'
import { namedEvent } from './sseEvent.ts'
import type { Wire } from './wire.ts'

const RUN = {
  created_at: 1767782681,
  agent_id: 'maintenance-agent',
  agent_name: 'Maintenance Agent',
  run_id: '2f1b0c7e-9a55-4c44-8a49-6f2d2a8f1c10',
  session_id: '8d0e7a64-3f0b-4b5a-a3f1-0c9a7b1e5d22',
  nested_depth: 0,
}

/** An agent of agno's AgentOS: every event says whose it is, and `RunCompleted` says the whole answer again. */
export const agnoWire: Wire = {
  *write(question) {
    const turn = takePlatformTurn(question)
    const { id, name, input, output } = turn.tool
    const call = { tool_call_id: id, tool_name: name, tool_args: input }
    yield event('RunStarted', { model: 'qwen-max', model_provider: 'DashScope' })
    yield event('ReasoningStarted', {}, LONG_WAIT)
    for (const thought of turn.thoughts) {
      yield event('ReasoningContentDelta', { reasoning_content: thought })
    }
    yield event('ReasoningCompleted', { content: { reasoning_steps: [] } })
    yield event('ToolCallStarted', { tool: call })
    const done = { ...call, result: output, tool_call_error: false }
    const content = `${name}(query=${input.query}) completed in 0.4s.`
    yield event('ToolCallCompleted', { tool: done, content }, LONG_WAIT)
    for (const token of turn.tokens) {
      yield event('RunContent', { content: token, content_type: 'str' })
    }
    if (turn.failure !== undefined) {
      yield event('RunError', { content: turn.failure, error_type: 'model_provider_error' })
      return
    }
    yield event('RunContentCompleted', {})
    const references = turn.passages.map(({ id: passage, title, text, url }) => ({
      id: passage,
      name: title,
      content: text,
      meta_data: { url },
    }))
    yield event('RunCompleted', {
      content: turn.answer,
      content_type: 'str',
      reasoning_content: turn.reasoning,
      metrics: {
        input_tokens: turn.usage.input,
        output_tokens: turn.usage.output,
        total_tokens: turn.usage.total,
        reasoning_tokens: turn.usage.reasoning,
      },
      references: [{ query: input.query, references, time: 0.4 }],
    })
  },
  malformed: 'event: RunContent\ndata: {"created_at":1767782681,"event":"RunCon\n\n',
  failure: (_status, message) => ({ detail: message }),
}

function event(name: string, fields: object, wait?: number): Piece {
  const { created_at, ...run } = RUN
  return namedEvent(name, { created_at, event: name, ...run, ...fields }, wait)
}
