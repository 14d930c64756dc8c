import { json } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'

const install = (server) => void server.middlewares.use('/v1/chat/completions', answer)

/** A backend that speaks as OpenAI does, in the development server: it says again what it was asked last. */
export function chatBackend() {
  return { name: 'chat-backend', configureServer: install, configurePreviewServer: install }
}

async function answer(request, response) {
  const { messages } = await json(request)
  const words = `You asked: *${messages.at(-1).content}*. That is question ${Math.ceil(messages.length / 2)}.`
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  const send = (delta, finish) => {
    const choices = [{ index: 0, delta, finish_reason: finish ?? null }]
    response.write(`data: ${JSON.stringify({ object: 'chat.completion.chunk', choices })}\n\n`)
  }
  for (const content of words.match(/\S+\s*/g)) {
    send({ content })
    await wait(40)
  }
  send({}, 'stop')
  response.end('data: [DONE]\n\n')
}
