import { defineEncoder } from './encoder.ts'

const IDS = { conversation_id: 'c-1', chat_id: 'ch-1' }

/**
 * Coze's chats, version 3. What is found is told as recalled text, without titles and addresses; usage comes with the end
 * of the chat, so it waits for `done`.
 */
export const cozeEncoder = defineEncoder({
  dialect: 'coze',
  leavesOut: ['result.url'],
  create() {
    let usage: object | undefined
    let failure: object | undefined
    const names = new Map<string, string | undefined>()
    let notes = 0

    const note = (type: string, content: string): string => {
      notes++
      return message('completed', { id: `note-${notes}`, type, content })
    }

    return {
      answer: ({ delta }) => say({ content: delta }),
      reasoning: ({ delta }) => say({ reasoning_content: delta }),
      'tool-start'({ toolCallId, name }) {
        names.set(toolCallId, name)
        return ''
      },
      'tool-input': ({ toolCallId, name = names.get(toolCallId), input }) =>
        note('function_call', JSON.stringify({ name, arguments: input })),
      'tool-output': ({ output }) =>
        note('tool_response', typeof output === 'string' ? output : JSON.stringify(output)),
      retrieved({ items }) {
        const chunks = items.map(({ id, text, score, title }) => ({
          slice: text,
          score,
          slice_id: id,
          meta: { document: { name: title } },
        }))
        const data = JSON.stringify({ chunks })
        return note('verbose', JSON.stringify({ msg_type: 'knowledge_recall', data }))
      },
      usage({ inputTokens, outputTokens, totalTokens }) {
        usage = {
          input_count: inputTokens,
          output_count: outputTokens,
          token_count: totalTokens,
        }
        return ''
      },
      error({ message: msg, code = '4000' }) {
        failure = { code: Number(code) || 4000, msg }
        return write('conversation.chat.failed', {
          id: IDS.chat_id,
          conversation_id: IDS.conversation_id,
          status: 'failed',
          last_error: failure,
          usage,
        })
      },
      done: () =>
        (failure === undefined
          ? write('conversation.chat.completed', {
              id: IDS.chat_id,
              conversation_id: IDS.conversation_id,
              status: 'completed',
              last_error: { code: 0, msg: '' },
              usage,
            })
          : '') + 'event:done\ndata:"[DONE]"\n\n',
    }
  },
})

/** Coze puts no blank behind the colon. */
function write(name: string, value: object): string {
  return `event:${name}\ndata:${JSON.stringify(value)}\n\n`
}

function message(kind: 'delta' | 'completed', fields: object): string {
  const head = { ...IDS, role: 'assistant', content_type: 'text' }
  return write(`conversation.message.${kind}`, { ...head, ...fields })
}

function say(fields: object): string {
  return message('delta', { id: 'a-1', type: 'answer', content: '', ...fields })
}
