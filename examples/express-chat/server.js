// An Express 5 backend that speaks as OpenAI does, with canned words in place of a model:
//   npm install && npm start
// POST /v1/chat/completions {"messages": [{"role": "user", "content": "..."}]} streams when the body says "stream": true.
import { setTimeout as wait } from 'node:timers/promises'
import express from 'express'

const app = express()
app.use(express.json())

// The page of an app may come from another origin while it is developed.
app.use((request, response, next) => {
  response.set('access-control-allow-origin', request.get('origin') ?? '*')
  response.set('access-control-allow-headers', 'content-type, authorization, last-event-id')
  if (request.method === 'OPTIONS') response.sendStatus(204)
  else next()
})

app.get('/', (request, response) => {
  response.send('POST /v1/chat/completions')
})

app.post('/v1/chat/completions', async (request, response) => {
  const question = request.body?.messages?.at(-1)?.content
  if (typeof question !== 'string') {
    response.status(400).json({ error: { message: 'messages: a question is missing' } })
    return
  }
  const answer = `You asked: *${question}*. The **valve** is stuck.`
  if (request.body.stream !== true) {
    const message = { role: 'assistant', content: answer }
    response.json({
      object: 'chat.completion',
      choices: [{ index: 0, message, finish_reason: 'stop' }],
    })
    return
  }

  response.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  // A proxy in front is told not to keep the words back.
  response.set('x-accel-buffering', 'no')
  const send = (delta, finish) => {
    const choices = [{ index: 0, delta, finish_reason: finish ?? null }]
    response.write(`data: ${JSON.stringify({ object: 'chat.completion.chunk', choices })}\n\n`)
  }
  for (const content of answer.match(/\S+\s*/g)) {
    // The reader pressed Stop, or went away.
    if (response.destroyed) return
    send({ content })
    await wait(40)
  }
  send({}, 'stop')
  response.end('data: [DONE]\n\n')
})

const port = Number(process.env.PORT ?? 3000)
app.listen(port, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${port}\n`)
})
