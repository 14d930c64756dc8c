import { defineEncoder } from './encoder.ts'
import { createChatChunks } from './openaiChat.ts'
import { END_MARK, namedEvent } from './sseText.ts'

/**
 * FastGPT with `detail`. A node ends where the next begins, so the end of a step says nothing; quotes and usage are told
 * behind the answer, so both wait for `done`.
 */
export const fastgptEncoder = defineEncoder({
  dialect: 'fastgpt',
  leavesOut: ['step.status'],
  create() {
    const { answer, reasoning } = createChatChunks(writeDelta)
    let quoteList: readonly object[] = []
    let usage: object | undefined
    const names = new Map<string, string | undefined>()

    return {
      answer,
      reasoning,
      'step-start': ({ stepId, name = stepId }) =>
        namedEvent('flowNodeStatus', { status: 'running', name }),
      'step-end': () => '',
      'tool-start'({ toolCallId: id, name }) {
        names.set(id, name)
        const tool = { id, toolName: name, functionName: name, params: '', response: '' }
        return namedEvent('toolCall', { tool })
      },
      'tool-delta': ({ toolCallId: id, delta: params }) =>
        namedEvent('toolParams', { tool: { id, params } }),
      'tool-input': ({ toolCallId: id, input }) =>
        namedEvent('toolParams', { tool: { id, params: JSON.stringify(input ?? {}) } }),
      'tool-output': ({ toolCallId: id, output: response }) =>
        namedEvent('toolResponse', { tool: { id, toolName: names.get(id), response } }),
      cited({ items }) {
        const quotes = items.map(({ id, title, text, url, score, metadata }) => ({
          ...metadata,
          id,
          q: text,
          a: '',
          sourceName: title,
          sourceUrl: url,
          score,
        }))
        quoteList = [...quoteList, ...quotes]
        return ''
      },
      usage({ inputTokens, outputTokens }) {
        usage = { inputTokens, outputTokens }
        return ''
      },
      data: ({ data }) => namedEvent('updateVariables', data),
      interrupt: ({ payload: interactive }) => namedEvent('interactive', { interactive }),
      error: ({ message, code }) => namedEvent('error', { message, code }),
      done({ reason }) {
        if (reason === 'error' || reason === 'interrupt') return ''
        const finish = reason === 'length' ? 'length' : 'stop'
        const hasDetails = quoteList.length > 0 || usage !== undefined
        const responses = hasDetails ? [{ moduleName: 'chat', ...usage, quoteList }] : []
        return (
          writeDelta({}, finish) +
          `event: answer\n${END_MARK}` +
          namedEvent('flowResponses', responses)
        )
      },
    }
  },
})

function writeDelta(delta: object, finish_reason: string | null = null): string {
  const head = { id: '', object: '', created: 0, model: '' }
  return namedEvent('answer', { ...head, choices: [{ delta, index: 0, finish_reason }] })
}
