import { defineEncoder } from './encoder.ts'
import { dataEvent, END_MARK } from './sseText.ts'

/**
 * The AI SDK's UI message stream. A step has no name, a source no text; everything without a part of its own goes as
 * `data-<name>`.
 */
export const aiSdkEncoder = defineEncoder({
  dialect: 'ai-sdk',
  leavesOut: ['step.name', 'result.text'],
  create() {
    let hasBegun = false
    let open: 'text' | 'reasoning' | undefined
    let parts = 0

    const begin = (): string => {
      if (hasBegun) return ''
      hasBegun = true
      return dataEvent({ type: 'start', messageId: 'msg-1' })
    }
    const close = (): string => {
      if (open === undefined) return begin()
      const ended = dataEvent({ type: `${open}-end`, id: `part-${parts}` })
      open = undefined
      return ended
    }
    const say = (channel: 'text' | 'reasoning', delta: string): string => {
      let before = ''
      if (open !== channel) {
        before = close()
        parts++
        open = channel
        before += dataEvent({ type: `${channel}-start`, id: `part-${parts}` })
      }
      return before + dataEvent({ type: `${channel}-delta`, id: `part-${parts}`, delta })
    }
    const write = (chunk: object): string => close() + dataEvent(chunk)
    const names = new Map<string, string | undefined>()

    return {
      answer: ({ delta }) => say('text', delta),
      reasoning: ({ delta }) => say('reasoning', delta),
      status: ({ message, level }) =>
        write({ type: 'data-notification', data: { message, level }, transient: true }),
      'step-start': () => write({ type: 'start-step' }),
      'step-end': () => write({ type: 'finish-step' }),
      'tool-start'({ toolCallId, name: toolName }) {
        names.set(toolCallId, toolName)
        return write({ type: 'tool-input-start', toolCallId, toolName })
      },
      'tool-delta': ({ toolCallId, delta: inputTextDelta }) =>
        write({ type: 'tool-input-delta', toolCallId, inputTextDelta }),
      'tool-input': ({ toolCallId, name: toolName = names.get(toolCallId), input }) =>
        write({ type: 'tool-input-available', toolCallId, toolName, input }),
      'tool-output': ({ toolCallId, output, error: errorText }) =>
        errorText === undefined
          ? write({ type: 'tool-output-available', toolCallId, output })
          : write({ type: 'tool-output-error', toolCallId, errorText }),
      cited: ({ items }) =>
        items
          .map(({ id: sourceId, url = sourceId, title }) =>
            write({ type: 'source-url', sourceId, url, title }),
          )
          .join(''),
      data: ({ name, data, key: id }) => write({ type: `data-${name}`, id, data }),
      progress: ({ value, total, label }) =>
        write({ type: 'data-progress', data: { value, total, label } }),
      error: ({ message: errorText }) => write({ type: 'error', errorText }),
      done: ({ reason: finishReason }) => write({ type: 'finish', finishReason }) + END_MARK,
    }
  },
})
