import { defineEncoder } from './encoder.ts'
import { dataEvent } from './sseText.ts'

/** The fields of every event that an agent streams. */
const AGENT = { tool_calls: [], raw: null }

/**
 * The envelopes of LlamaIndex's workflows server. An agent is a step, which the next one or the end of the run ends. Results come as the nodes of an event of the workflow's own.
 */
export const llamaindexEncoder = defineEncoder({
  dialect: 'llamaindex',
  leavesOut: ['step.status'],
  create() {
    let agent: string | undefined
    let said = ''
    const names = new Map<string, string | undefined>()
    const inputs = new Map<string, unknown>()
    const nameOf = (id: string): string => names.get(id) ?? 'tool'
    return {
      answer({ delta }) {
        said += delta
        return write('AgentStream', { ...AGENT, current_agent_name: agent, delta, response: said })
      },
      reasoning: ({ delta }) =>
        write('AgentStream', {
          ...AGENT,
          current_agent_name: agent,
          delta: '',
          response: said,
          thinking_delta: delta,
        }),
      'step-start'({ name = 'agent' }) {
        agent = name
        said = ''
        return write('AgentInput', { input: [], current_agent_name: agent })
      },
      // The next agent, or the end, ends a step.
      'step-end': () => '',
      'tool-start'({ toolCallId, name }) {
        names.set(toolCallId, name)
        return ''
      },
      'tool-input'({ toolCallId, name = nameOf(toolCallId), input }) {
        names.set(toolCallId, name)
        inputs.set(toolCallId, input)
        said = ''
        return write('ToolCall', { tool_name: name, tool_kwargs: input, tool_id: toolCallId })
      },
      'tool-output': ({ toolCallId, output, error }) =>
        write('ToolCallResult', {
          tool_name: nameOf(toolCallId),
          tool_kwargs: inputs.get(toolCallId),
          tool_id: toolCallId,
          tool_output: {
            content: typeof output === 'string' ? output : undefined,
            raw_output: error ?? output,
            is_error: error !== undefined,
          },
          return_direct: false,
        }),
      retrieved: ({ items }) =>
        write('SourceNodesEvent', {
          source_nodes: items.map(({ id, text, score, metadata, title, url }) => ({
            node: { id_: id, text, metadata: { ...metadata, title, url } },
            score,
          })),
        }),
      data: ({ name, data }) => write(name, data),
      interrupt: ({ payload }) => write('InputRequiredEvent', payload),
      error: ({ message, code }) =>
        write('WorkflowFailedEvent', {
          step_name: 'run_agent_step',
          exception_type: code,
          exception_message: message,
        }),
      done: ({ reason }) =>
        reason === 'error' || reason === 'interrupt' ? '' : write('StopEvent', { result: null }),
    }
  },
})

function write(type: string, value: unknown): string {
  return dataEvent({ value, type, types: [], qualified_name: `workflows.events.${type}` })
}
