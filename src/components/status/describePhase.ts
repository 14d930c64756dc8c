import type { Messages } from '../../locales/messages.ts'
import type { StreamConnection } from '../../run/connection.ts'
import type { StreamState } from '../../state/streamState.ts'
import { showStatus, type ShownStatus } from './shownStatus.ts'

/**
 * What the run is doing, in a few words.
 *
 * It changes at boundaries only, never per token or second, because it is read out: what the connection waits for goes
 * first, then the part that came last says what goes on.
 */
export function describePhase(
  state: StreamState,
  connection: StreamConnection,
  messages: Messages,
): string {
  const status = showStatus(state, connection)
  return (
    describeWait(status, connection, messages) ??
    (status === 'streaming' ? describeWork(state, messages) : messages.status[status])
  )
}

/** What the connection waits for, in a few words; nothing when it does not. */
export function describeWait(
  status: ShownStatus,
  { isOffline, isQueued, retryAt, resumingAt }: StreamConnection,
  { connection: words }: Messages,
): string | undefined {
  if (status !== 'connecting' && status !== 'reconnecting') return undefined
  if (isOffline) return words.offline
  if (isQueued) return words.queued
  // While the next try is waited for, that the connection is lost matters more than where it will go on.
  return resumingAt !== undefined && retryAt === undefined ? words.resuming : undefined
}

function describeWork({ parts, tools }: StreamState, messages: Messages): string {
  const part = parts.at(-1)
  switch (part?.type) {
    case 'reasoning':
      return messages.phase.thinking
    case 'text':
      return messages.phase.answering
    case 'tool': {
      const call = tools.find((tool) => tool.id === part.id)
      const isRunning = call?.status === 'input' || call?.status === 'running'
      return isRunning ? messages.phase.callingTool(call.name) : messages.status.streaming
    }
    case 'step':
    case 'results':
    case 'status':
    case 'data':
    case 'interrupt':
    case 'error':
    case undefined:
      return messages.status.streaming
    default: {
      const unknown: never = part
      return unknown
    }
  }
}
