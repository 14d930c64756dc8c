// Each takes the chunks of one response and gives how many tokens it has read.
import { parseJsonEventStream } from '@ai-sdk/provider-utils'
import { createParser } from 'eventsource-parser'
import { Stream } from 'openai/streaming'
import { createStreamReader, createStreamState, reduceStream } from '../../dist/core.js'

/** The floor of a dialect of plain text: frames, and nothing made of them. */
export function framesOnly(chunks) {
  let tokens = 0
  const parser = createParser({ onEvent: () => void tokens++ })
  for (const chunk of chunks) parser.feed(chunk)
  return tokens
}

/** The floor of a dialect of JSON: frames and parsed payloads, with no meaning and no state. */
export function parseOnly(chunks) {
  let tokens = 0
  const parser = createParser({
    onEvent({ data }) {
      JSON.parse(data)
      tokens++
    },
  })
  for (const chunk of chunks) parser.feed(chunk)
  return tokens
}

/** Chunk to events to state, one event at a time. */
export function rill(chunks, dialect) {
  const reader = createStreamReader({ dialect })
  let state = createStreamState()
  let tokens = 0
  for (const chunk of chunks) {
    for (const event of reader.push(chunk)) {
      state = reduceStream(state, event)
      if (event.type === 'text') tokens++
    }
  }
  return tokens
}

/** The AI SDK's reader of event streams of JSON: payloads only, no state. */
export async function aiSdk(chunks) {
  const anything = { type: 'object', additionalProperties: true }
  const events = parseJsonEventStream({
    stream: bodyOf(chunks),
    schema: {
      '~standard': { version: 1, vendor: 'none', validate: (value) => ({ value }) },
      anything,
    },
  })
  let tokens = 0
  for await (const event of events) if (event.success) tokens++
  return tokens
}

/** openai's own stream: payloads only, no state. */
export async function openai(chunks) {
  const stream = Stream.fromSSEResponse(new Response(bodyOf(chunks)), new AbortController())
  let tokens = 0
  for await (const chunk of stream) if (chunk.choices.length > 0) tokens++
  return tokens
}

function bodyOf(chunks) {
  const encoder = new TextEncoder()
  let index = 0
  return new ReadableStream({
    pull(controller) {
      if (index === chunks.length) controller.close()
      else controller.enqueue(encoder.encode(chunks[index++]))
    },
  })
}
