import { text, type Piece } from '../piece.ts'
import { LONG_WAIT, takePlatformTurn } from '../platformTurn.ts'
import type { Wire } from './wire.ts'

const REQUEST = { request_id: '5a3c8e4e-6d0f-9b1a-8f4e-2b7d1c0e9a63' }

/**
 * DashScope in its own format: numbered events with the HTTP status in a comment, the word "null" for no reason to
 * finish. Unless `incremental_output` is asked for, every chunk says all of the text so far: the scenario `cumulative`.
 */
export const dashscopeWire: Wire = {
  *write(question) {
    const { thoughts, tokens, passages, failure, usage } = takePlatformTurn(question)
    const isCumulative = question.scenario === 'cumulative'
    const search_results = passages.map(({ title, url, file: site_name }, place) => ({
      site_name,
      icon: '',
      index: place + 1,
      title,
      url,
    }))
    const written = { content: '', reasoning_content: '' }
    let number = 0
    let output_tokens = 0
    const write = (event: string, status: number, body: object, wait?: number): Piece => {
      number += 1
      const json = JSON.stringify({ ...body, ...REQUEST })
      return text(`id:${number}\nevent:${event}\n:HTTP_STATUS/${status}\ndata:${json}\n\n`, wait)
    }
    const result = (delta: Partial<typeof written>, finish = 'null', wait?: number): Piece => {
      written.content += delta.content ?? ''
      written.reasoning_content += delta.reasoning_content ?? ''
      const said = isCumulative ? written : { content: '', reasoning_content: '', ...delta }
      const choice = { message: { role: 'assistant', ...said }, finish_reason: finish }
      const total_tokens = usage.input + output_tokens
      return write(
        'result',
        200,
        {
          output: { choices: [choice], search_info: { search_results } },
          usage: { input_tokens: usage.input, output_tokens, total_tokens },
        },
        wait,
      )
    }
    for (const [place, reasoning_content] of thoughts.entries()) {
      output_tokens += 1
      yield result({ reasoning_content }, 'null', place === 0 ? LONG_WAIT : 1)
    }
    for (const content of tokens) {
      output_tokens += 1
      yield result({ content })
    }
    if (failure === undefined) yield result({}, 'stop')
    else yield write('error', 503, { code: 'ModelServingError', message: failure })
  },
  malformed: 'id:9\nevent:result\n:HTTP_STATUS/200\ndata:{"output":{"choices":[{"mes\n\n',
  failure: (status, message) => ({
    code: status === 400 ? 'InvalidParameter' : 'InternalError',
    message,
    ...REQUEST,
  }),
}
