import type { EventOf } from '../events.ts'
import { type JsonRecord, stringField } from '../payload/jsonFields.ts'

const PHASE = /^response\.(?<subject>[a-z_]+?)(?:_call)?\.(?<phase>[a-z_]+)$/
const SUBJECT = /^response\.(?:[a-z_]+_call|mcp_list_tools)\./

/** What a tool on the server is doing, such as `response.web_search_call.searching`. */
export function readPhase(event: JsonRecord): EventOf<'status'> | undefined {
  const type = stringField(event, 'type') ?? ''
  const { subject, phase } = (SUBJECT.test(type) && PHASE.exec(type)?.groups) || {}
  if (subject === undefined || phase === undefined || phase === 'delta' || phase === 'done') {
    return undefined
  }
  const message = `${subject}: ${phase}`.replaceAll('_', ' ')
  return { type: 'status', message, phase, ...(phase === 'failed' && { level: 'warning' }) }
}
