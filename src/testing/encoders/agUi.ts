import { defineEncoder } from './encoder.ts'
import { dataEvent } from './sseText.ts'

const RUN = { threadId: 'thread-1', runId: 'run-1' }

/** AG-UI: events in capitals within one run. A step is known by its name; the application's own data is `CUSTOM`. */
export const agUiEncoder = defineEncoder({
  dialect: 'ag-ui',
  create() {
    let hasBegun = false
    let open: 'TEXT_MESSAGE' | 'REASONING_MESSAGE' | undefined
    let messages = 0
    const stepNames = new Map<string, string>()
    const interrupts: object[] = []
    const usage: object[] = []
    const grown = new Set<string>()

    const begin = (): string => {
      if (hasBegun) return ''
      hasBegun = true
      return dataEvent({ type: 'RUN_STARTED', ...RUN })
    }
    const close = (): string => {
      if (open === undefined) return begin()
      const ended = dataEvent({ type: `${open}_END`, messageId: `msg-${messages}` })
      open = undefined
      return ended
    }
    const write = (event: object): string => close() + dataEvent(event)
    const say = (kind: 'TEXT_MESSAGE' | 'REASONING_MESSAGE', delta: string): string => {
      let before = ''
      if (open !== kind) {
        before = close()
        messages++
        open = kind
        const role = kind === 'TEXT_MESSAGE' ? 'assistant' : 'reasoning'
        before += dataEvent({ type: `${kind}_START`, messageId: `msg-${messages}`, role })
      }
      return before + dataEvent({ type: `${kind}_CONTENT`, messageId: `msg-${messages}`, delta })
    }

    return {
      answer: ({ delta }) => say('TEXT_MESSAGE', delta),
      reasoning: ({ delta }) => say('REASONING_MESSAGE', delta),
      'step-start'({ stepId, name: stepName = stepId }) {
        stepNames.set(stepId, stepName)
        return write({ type: 'STEP_STARTED', stepName })
      },
      'step-end': ({ stepId }) =>
        write({ type: 'STEP_FINISHED', stepName: stepNames.get(stepId) ?? stepId }),
      'tool-start': ({ toolCallId, name: toolCallName }) =>
        write({ type: 'TOOL_CALL_START', toolCallId, toolCallName }),
      'tool-delta'({ toolCallId, delta }) {
        grown.add(toolCallId)
        return write({ type: 'TOOL_CALL_ARGS', toolCallId, delta })
      },
      'tool-input'({ toolCallId, input }) {
        const delta = JSON.stringify(input ?? {})
        const written = grown.has(toolCallId)
          ? ''
          : write({ type: 'TOOL_CALL_ARGS', toolCallId, delta })
        return written + write({ type: 'TOOL_CALL_END', toolCallId })
      },
      'tool-output': ({ toolCallId, output }) =>
        write({
          type: 'TOOL_CALL_RESULT',
          messageId: `result-${toolCallId}`,
          toolCallId,
          content: typeof output === 'string' ? output : JSON.stringify(output),
          role: 'tool',
        }),
      data: ({ name, data: value }) => write({ type: 'CUSTOM', name, value }),
      interrupt({ interruptId: id = 'interrupt-1', toolCallId, payload }) {
        interrupts.push({ ...(isObject(payload) ? payload : { payload }), id, toolCallId })
        return ''
      },
      usage({ inputTokens, outputTokens, totalTokens }) {
        usage.push({ inputTokens, outputTokens, totalTokens })
        return ''
      },
      error: ({ message, code }) => write({ type: 'RUN_ERROR', message, code }),
      done({ reason }) {
        if (reason === 'error') return ''
        const outcome =
          interrupts.length > 0 ? { type: 'interrupt', interrupts } : { type: 'success' }
        return write({
          type: 'RUN_FINISHED',
          ...RUN,
          outcome,
          ...(usage.length > 0 && { usage }),
        })
      },
    }
  },
})

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
