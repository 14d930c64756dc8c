import type { StreamStatus } from '../state/streamState.ts'
import type { TabNode, TabState } from './devtoolsApi.ts'
import type { RunRecord } from './followRun.ts'

const WHITE = 0xffffff
const RED = 0xdc2626
const AMBER = 0xb45309
const GREEN = 0x15803d
const BLUE = 0x0369a1
const GREY = 0x475569

const COLORS: Readonly<Record<StreamStatus, number>> = {
  idle: GREY,
  connecting: BLUE,
  streaming: BLUE,
  paused: AMBER,
  reconnecting: AMBER,
  complete: GREEN,
  cancelled: GREY,
  interrupted: AMBER,
  failed: RED,
}

/** A run in the list. */
export function describeRun(run: RunRecord): TabNode {
  const { id, number, origin, status, report, warnings } = run
  const tags: TabNode['tags'] = [
    { label: status, textColor: WHITE, backgroundColor: COLORS[status] },
  ]
  const dialect = report.detection?.dialect
  if (dialect !== undefined) tags.push({ label: dialect, textColor: WHITE, backgroundColor: GREY })
  if (warnings.length > 0) {
    const label = warnings.length === 1 ? '1 warning' : `${warnings.length} warnings`
    tags.push({ label, textColor: WHITE, backgroundColor: AMBER })
  }
  return { id, label: `#${number} ${origin} ${describeRequest(run)}`, tags }
}

function describeRequest({ report: { request } }: RunRecord): string {
  if (!request) return '(not sent)'
  // A path is enough to know a request by, and may be all that a transport of one's own names.
  const path = URL.canParse(request.url) ? new URL(request.url).pathname : request.url
  return `${request.method} ${path}`
}

/** All that is known of a run, in groups. What does not apply is left out. */
export function describeState({ state, outcome, report, ...run }: RunRecord): TabState {
  const { detection, request } = report
  return {
    ...(run.warnings.length > 0 && {
      warnings: run.warnings.map((value, index) => ({ key: String(index + 1), value })),
    }),
    run: listFields({
      status: run.status,
      request: request && `${request.method} ${request.url}`,
      'content type': report.contentType,
      bytes: report.bytes,
      requests: report.attempts,
      'started at': run.startedAt.toISOString(),
      error: outcome?.error && `${outcome.error.kind}: ${outcome.error.message}`,
      resumable: outcome?.resumable,
      'last event id': outcome?.lastEventId,
    }),
    dialect: listFields({
      name: detection?.dialect ?? state.dialect,
      'decided by': detection?.by,
      rule: detection?.rule,
      'at frame': detection?.event,
    }),
    stages: listFields({ ...report.totals }),
    state: listFields({
      'answer, characters': state.answer.length,
      'reasoning, characters': state.reasoning.length,
      answer: state.answer,
      reasoning: state.reasoning,
      steps: state.steps,
      tools: state.tools,
      results: state.results,
      references: state.references,
      progress: state.progress,
      usage: state.usage,
      ids: state.ids,
      integrity: state.integrity,
      errors: state.errors,
      parts: state.parts,
    }),
  }
}

function listFields(fields: Readonly<Record<string, unknown>>): TabState[string] {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => ({ key, value }))
}
