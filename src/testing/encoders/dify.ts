import { defineEncoder } from './encoder.ts'
import { dataEvent } from './sseText.ts'
import { pythonJson } from './pythonJson.ts'
import { resultRow } from './resultRow.ts'

const IDS = { task_id: 'task-1', message_id: 'msg-1', conversation_id: 'conversation-1' }
const RUN = { task_id: 'task-1', workflow_run_id: 'run-1' }

/**
 * Dify's chatflows. What is cited and what was used comes with the end of the message, so both wait for `done`. A call is
 * told by a thought of the agent, of which its input is the first and its output the second half.
 */
export const difyEncoder = defineEncoder({
  dialect: 'dify',
  create() {
    let runsWorkflow = false
    let hasFailed = false
    let resources: readonly object[] = []
    let usage: object | undefined
    const steps = new Map<string, { readonly title: string; readonly index: number }>()
    const calls = new Map<string, { readonly name: string; readonly input: unknown }>()

    const node = (event: string, data: object): string => {
      const begun = runsWorkflow
        ? ''
        : dataEvent({ event: 'workflow_started', ...RUN, data: { id: RUN.workflow_run_id } })
      runsWorkflow = true
      return begun + dataEvent({ event, ...RUN, data })
    }
    const think = (id: string, observation: unknown): string => {
      const { name = 'tool', input } = calls.get(id) ?? {}
      return message('agent_thought', {
        id,
        position: 1,
        thought: '',
        tool: name,
        tool_input: pythonJson({ [name]: input }, { ensureAscii: false }),
        observation:
          observation === undefined
            ? ''
            : pythonJson({ [name]: observation }, { ensureAscii: false }),
      })
    }

    return {
      answer: ({ delta }) => message('message', { answer: delta }),
      'whole-answer': ({ text }) => message('message_replace', { answer: text }),
      reasoning: ({ delta }) => node('reasoning_chunk', { reasoning: delta }),
      'step-start'({ stepId, name: title = stepId, index }) {
        steps.set(stepId, { title, index })
        return node('node_started', { id: stepId, node_id: stepId, title, index })
      },
      'step-end': ({ stepId, status, error, elapsedMs }) =>
        node('node_finished', {
          id: stepId,
          node_id: stepId,
          ...steps.get(stepId),
          status: STATUSES[status],
          error,
          ...(elapsedMs !== undefined && { elapsed_time: elapsedMs / 1000 }),
        }),
      'tool-start'({ toolCallId, name = 'tool', input }) {
        calls.set(toolCallId, { name, input })
        return ''
      },
      'tool-input'({ toolCallId, input, name = calls.get(toolCallId)?.name ?? 'tool' }) {
        calls.set(toolCallId, { name, input })
        return think(toolCallId, undefined)
      },
      'tool-output': ({ toolCallId, output }) => think(toolCallId, output),
      cited({ items }) {
        resources = [...resources, ...items.map(resultRow)]
        return ''
      },
      usage({ inputTokens, outputTokens, totalTokens }) {
        usage = {
          prompt_tokens: inputTokens,
          completion_tokens: outputTokens,
          total_tokens: totalTokens,
        }
        return ''
      },
      error({ message: words, code = 'internal_server_error', status = 500 }) {
        hasFailed = true
        return message('error', { code, message: words, status })
      },
      done({ reason }) {
        if (hasFailed) return ''
        const status = OUTCOMES[reason] ?? 'succeeded'
        const ended = message('message_end', {
          metadata: { usage, retriever_resources: resources },
        })
        return ended + (runsWorkflow ? node('workflow_finished', { status, outputs: {} }) : '')
      },
    }
  },
})

const STATUSES = { ok: 'succeeded', error: 'failed', skipped: 'skipped', paused: 'paused' } as const

const OUTCOMES: Readonly<Record<string, string>> = { other: 'stopped', error: 'failed' }

function message(event: string, fields: object): string {
  return dataEvent({ event, ...IDS, ...fields })
}
