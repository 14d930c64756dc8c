import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStream } from '../../../src/run/openStream.ts'
import { resumeOpenaiResponses } from '../../../src/run/resume/resumeOpenaiResponses.ts'
import { resetAfter, sendPieces } from '../../support/answers.ts'
import { startHttpServer, type TestHttpServer } from '../../support/httpServer.ts'

let server: TestHttpServer

beforeAll(async () => {
  server = await startHttpServer()
})
afterAll(() => server.close())

const RESPONSE = { id: 'resp_7', object: 'response', model: 'm', output: [] }

function event(type: string, number: number, fields: object): string {
  const payload = { type, sequence_number: number, ...fields }
  return `event: ${type}\ndata: ${JSON.stringify(payload)}\n\n`
}

function delta(number: number, text: string): string {
  const place = { item_id: 'msg_1', output_index: 0, content_index: 0 }
  return event('response.output_text.delta', number, { ...place, delta: text })
}

const created = event('response.created', 0, { response: { ...RESPONSE, status: 'in_progress' } })
const completed = event('response.completed', 4, { response: { ...RESPONSE, status: 'completed' } })

describe.each(['auto', 'openai-responses'] as const)('an answer in the dialect %s', (dialect) => {
  it.each([
    ['behind an event', created + delta(1, 'Water ') + delta(2, 'flows '), 2],
    ['within one', created + delta(1, 'Water ') + delta(2, 'flows ').slice(0, -20), 1],
    ['behind the first', created, 0],
    [
      'behind ids of the event stream, which are no cursor',
      `id: 90\n\nid: 91\n${created}id: 92\n${delta(1, 'Water ')}id: 93\n\n`,
      1,
    ],
  ])('goes on by the sequence number where it broke %s', async (_place, first, last) => {
    server.on('/v1/responses', resetAfter(first, first.length))
    const rest = [delta(1, 'Water '), delta(2, 'flows '), delta(3, 'downhill.'), completed]
    server.on('/v1/responses/resp_7', sendPieces(rest.slice(last)))
    const run = openStream(
      { url: `${server.url}/v1/responses`, body: { background: true, stream: true } },
      { dialect, resume: resumeOpenaiResponses(), retry: { baseDelay: 5, maxDelay: 20 } },
    )
    expect(await run.outcome).toMatchObject({ status: 'complete', attempts: 2, lastEventId: '4' })
    expect(run.state).toMatchObject({
      dialect: 'openai-responses',
      answer: 'Water flows downhill.',
      integrity: 'unchecked',
      errors: [],
    })
    expect(server.requests.at(-1)).toMatchObject({
      method: 'GET',
      url: `/v1/responses/resp_7?stream=true&starting_after=${last}`,
    })
  })
})
