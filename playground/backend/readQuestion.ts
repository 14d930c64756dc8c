import type { IncomingMessage } from 'node:http'

const MOST_BYTES = 64 * 1024

/**
 * Reads the question from the JSON body or the form of a POST, or the query of a GET; `''` when there is none. Each of
 * `fields` is a path, and the first that leads to a text counts: `messages.-1.content` is the last message's.
 */
export async function readQuestion(
  request: IncomingMessage,
  url: URL,
  ...fields: readonly string[]
): Promise<string> {
  if (request.method === 'GET') return (url.searchParams.get(fields[0] ?? '') ?? '').trim()
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) {
    body += String(chunk)
    if (body.length > MOST_BYTES) return ''
  }
  const type = request.headers['content-type'] ?? ''
  const content = type.includes('form') ? await parseForm(body, type) : parse(body)
  const found = fields.map((field) => field.split('.').reduce(readField, content))
  return found.find((value) => typeof value === 'string')?.trim() ?? ''
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
