import type { ServerResponse } from 'node:http'
import type { Fault } from '../shared/delivery.ts'
import type { Wire } from './wire/wire.ts'

type Respond = (response: ServerResponse, wire: Wire) => void

const LOGIN_PAGE = `<!doctype html>
<html lang="en"><head><title>Sign in</title></head>
<body><form method="post"><label>Name <input name="name"></label><button>Sign in</button></form></body></html>
`

/** Faults that strike before the stream: a whole response instead of it. */
export const responseFaults: Readonly<Partial<Record<Fault, Respond>>> = {
  'http-500': (response, wire) =>
    answer(response, 500, 'application/json', wire.failure(500, 'database is locked')),
  'http-400': (response, wire) =>
    answer(response, 400, 'application/json', wire.failure(400, 'Message is required')),
  'login-page': (response) => answer(response, 200, 'text/html; charset=utf-8', LOGIN_PAGE),
  'wrong-type': (response) => answer(response, 200, 'application/pdf', '%PDF-1.7\n%…'),
  'json-body': (response, wire) =>
    answer(response, 200, 'text/event-stream', wire.failure(200, 'model is overloaded')),
}

/** Answers at once with one body; what is not text goes as JSON. */
export function answer(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: unknown,
): void {
  response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}
