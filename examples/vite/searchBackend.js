import { setTimeout as wait } from 'node:timers/promises'

const RESULTS = [
  { id: 1, title: 'E001', text: 'Temperature sensor failed: check its connection.' },
  { id: 2, title: 'E014', text: 'Too little cooling water: open the valve.' },
]
const ANSWER =
  'A **loose connection** causes most cases of `E001`.\n\n1. Switch off.\n2. Check the plug.\n'

const install = (server) => void server.middlewares.use('/api/search', search)

/** A knowledge-base search in the development server, so that the example needs nothing else. */
export function searchBackend() {
  return { name: 'search-backend', configureServer: install, configurePreviewServer: install }
}

async function search(request, response) {
  const send = (message) => response.write(`data: ${JSON.stringify(message)}\n\n`)
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  send({ type: 'info', message: 'Searching the knowledge base' })
  send({ type: 'results', results: RESULTS })
  for (const token of ANSWER.match(/\S+\s*/g)) {
    send({ type: 'token', token })
    await wait(40)
  }
  send({ type: 'final', data: { success: true, answer: ANSWER, session_id: 'one' } })
  response.end()
}
