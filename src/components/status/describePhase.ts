import type { Messages } from '../../locales/messages.ts'
import type { StreamState } from '../../state/streamState.ts'
import { showStatus } from './shownStatus.ts'

/**
 * What the run is doing, in a few words.
 *
 * It changes at boundaries only, never per token, because it is read out: the part that came last says what goes on.
 */
export function describePhase(state: StreamState, messages: Messages): string {
  if (state.status !== 'streaming') return messages.status[showStatus(state)]
  const part = state.parts.at(-1)
  switch (part?.type) {
    case 'reasoning':
      return messages.phase.thinking
    case 'text':
      return messages.phase.answering
    case 'tool': {
      const call = state.tools.find((tool) => tool.id === part.id)
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
