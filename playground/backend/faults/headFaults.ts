import type { ServerResponse } from 'node:http'
import type { FaultRule } from '../../shared/faultRule.ts'
import { answer } from '../responseFaults.ts'
import type { Wire } from '../wire/wire.ts'

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  plain: 'text/plain; charset=utf-8',
  json: 'application/json',
  pdf: 'application/pdf',
}

/** The rule that answers in the place of the stream, if there is one. */
export function findRefusal(rules: readonly FaultRule[]): FaultRule | undefined {
  return rules.find(({ kind }) => kind === 'status' || kind === 'busy')
}

/** Refuses a request as a rule says, in the words of the server's framework. */
export function refuse(response: ServerResponse, { kind, value }: FaultRule, wire: Wire): void {
  const status = kind === 'busy' ? 429 : Number(value)
  const message = kind === 'busy' ? 'Too many requests' : 'upstream is not available'
  if (kind === 'busy') response.setHeader('retry-after', value)
  answer(response, status, 'application/json', wire.failure(status, message))
}

/** The rule that names another content type, and that type. */
export function findContentType(
  rules: readonly FaultRule[],
): { readonly rule: FaultRule; readonly contentType: string } | undefined {
  const rule = rules.find(({ kind }) => kind === 'type')
  const contentType = contentTypes[rule?.value ?? '']
  return rule && contentType !== undefined ? { rule, contentType } : undefined
}
