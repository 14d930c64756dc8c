import { idField, type JsonRecord, numberField, stringField } from '../payload/jsonFields.ts'

/**
 * Whose event it is: of the run that was asked for, of an agent in a step of a workflow, or of a member of a team, whose
 * words are not the answer.
 */
export type AgnoRank = 'top' | 'step' | 'member'

/** Tells by the ids of its parents where in the tree of runs an event belongs. */
export function createAgnoRanks(): (record: JsonRecord) => AgnoRank {
  const workflowRuns = new Set<unknown>()

  return (record) => {
    const parent = record['parent_run_id']
    const workflowRun = record['workflow_run_id']
    if (typeof workflowRun === 'string') workflowRuns.add(workflowRun)
    else if (record['workflow_id'] !== undefined) workflowRuns.add(record['run_id'])
    if (parent !== undefined && parent !== null && !workflowRuns.has(parent)) return 'member'
    const isOfStep = typeof record['step_id'] === 'string' || workflowRun !== undefined
    return isOfStep || parent ? 'step' : 'top'
  }
}

/** Whether a workflow is the one that was asked for, and not a step of another. */
export function isOuterWorkflow(record: JsonRecord): boolean {
  return (
    !(numberField(record, 'nested_depth') ?? 0) && idField(record, 'parent_run_id') === undefined
  )
}

/** The agent, team or workflow that speaks. */
export function speakerOf(record: JsonRecord): string | undefined {
  return (
    stringField(record, 'agent_name') ||
    stringField(record, 'team_name') ||
    stringField(record, 'agent_id') ||
    stringField(record, 'team_id') ||
    undefined
  )
}
