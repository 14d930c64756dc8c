import { StreamError } from '../../errors/streamError.ts'
import { createStreamConnection, type StreamConnection } from '../../run/connection.ts'
import type { StreamOutcome } from '../../run/outcome.ts'
import type { StreamState } from '../../state/streamState.ts'
import type { StoredAnswer, StoredError, StoredOutcome } from './chatThread.ts'

/** Writes down how a run ended, as plain data. */
export function storeAnswer(
  state: StreamState,
  connection: StreamConnection,
  outcome: StreamOutcome,
): StoredAnswer {
  return { state, outcome: storeOutcome(outcome), connection: countFromStart(connection) }
}

/** How a run ended, with its error as the error that it was. */
export function restoreOutcome({ error, ...rest }: StoredOutcome): StreamOutcome {
  if (!error) return rest
  const { kind, message, ...options } = error
  return { ...rest, error: new StreamError(kind, message, options) }
}

function storeOutcome({ error, ...rest }: StreamOutcome): StoredOutcome {
  return error ? { ...rest, error: storeError(error) } : rest
}

function storeError(error: StreamError): StoredError {
  const { kind, message, retryable, status, code, body, retryAfter } = error
  return { kind, message, retryable, status, code, body, retryAfter }
}

/** The clock of a run means nothing in another page, spans of time do. */
function countFromStart(connection: StreamConnection): StreamConnection {
  const { startedAt } = connection
  if (startedAt === undefined) return createStreamConnection()
  const since = (time: number | undefined): number | undefined => time && time - startedAt
  return {
    ...connection,
    startedAt: 0,
    firstTokenAt: since(connection.firstTokenAt),
    endedAt: since(connection.endedAt),
  }
}
