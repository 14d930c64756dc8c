import type { StreamError } from '../../errors/streamError.ts'
import type { ErrorWords, Messages } from '../../locales/messages.ts'
import type { StreamFault } from '../../state/streamState.ts'

export interface ErrorDescription extends ErrorWords {
  /** What the service itself said to the user. */
  readonly said?: string
  /** For developers: what happened, to what, and the start of what the server answered. Plain text. */
  readonly details?: string
}

export interface DescribedError {
  readonly error?: StreamError | StreamFault
  readonly ending?: 'failed' | 'interrupted'
  /** The run that broke off can be gone on with. */
  readonly resumable?: boolean
}

/** An error in words for the person who asked. Without an error it is about a run that was cut off for no reason given. */
export function describeError(
  { error, ending = 'failed', resumable = false }: DescribedError,
  messages: Messages,
): ErrorDescription {
  const cutOff = messages.errors[resumable ? 'resumable' : 'interrupted']
  if (error === undefined) return cutOff
  if (!('kind' in error)) {
    const words = error.recoverable ? messages.errors.partial : messages.errors.server
    return { ...words, said: error.message, details: error.code }
  }
  // The reader has a part of the answer in front of them: that the rest is missing matters more than why.
  if (ending === 'interrupted') return { ...cutOff, details: listDetails(error) }
  switch (error.kind) {
    case 'http':
      return { ...wordsOfStatus(error.status, messages), details: listDetails(error) }
    case 'server':
      return { ...messages.errors.server, said: error.message, details: listDetails(error) }
    case 'network':
    case 'offline':
    case 'timeout':
    case 'content-type':
    case 'protocol':
    case 'limit':
      return { ...messages.errors[error.kind], details: listDetails(error) }
    default: {
      const unknown: never = error.kind
      return unknown
    }
  }
}

/** Statuses that ask the same of the user as another one. */
const LIKE: Readonly<Record<number, keyof Messages['httpErrors']>> = {
  405: 404,
  407: 401,
  410: 404,
  422: 400,
  504: 408,
}

function wordsOfStatus(status: number | undefined, { httpErrors }: Messages): ErrorWords {
  if (status === undefined) return httpErrors['5xx']
  const known: Partial<Record<number, ErrorWords>> = httpErrors
  const alias = LIKE[status]
  return known[status] ?? (alias && httpErrors[alias]) ?? httpErrors[status < 500 ? '4xx' : '5xx']
}

function listDetails(error: StreamError): string | undefined {
  const message = error.kind === 'server' ? undefined : error.message
  return [message, error.code, error.body].filter(Boolean).join('\n\n') || undefined
}
