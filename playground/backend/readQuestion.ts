import type { IncomingMessage } from 'node:http'

const MOST_BYTES = 64 * 1024

/**
 * Reads the question from the JSON body or the form of a POST, or the query of a GET; `''` when there is none. `field` is
 * a path: `messages.-1.content` is the last message's.
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
  const type = request.headers['content-type'] ?? ''
  const fields = type.includes('form') ? await parseForm(body, type) : parse(body)
  const question = field.split('.').reduce(readField, fields)
  return typeof question === 'string' ? question.trim() : ''
}

function readField(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.at(Number(name))
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

async function parseForm(body: string, type: string): Promise<unknown> {
  try {
    const form = await new Response(body, { headers: { 'content-type': type } }).formData()
    return Object.fromEntries(form)
  } catch {
    return undefined
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
