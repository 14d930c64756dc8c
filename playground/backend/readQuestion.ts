import type { IncomingMessage } from 'node:http'

const MOST_BYTES = 64 * 1024

/**
 * Reads the question from the JSON body of a POST or the query of a GET; `''` when there is none. `field` is a path:
 * `messages.0.content` is the first message's.
 */
export async function readQuestion(
  request: IncomingMessage,
  url: URL,
  field: string,
): Promise<string> {
  if (request.method === 'GET') return (url.searchParams.get(field) ?? '').trim()
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) {
    body += String(chunk)
    if (body.length > MOST_BYTES) return ''
  }
  const question = field.split('.').reduce(readField, parse(body))
  return typeof question === 'string' ? question.trim() : ''
}

function readField(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
