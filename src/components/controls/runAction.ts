/** What a user can do with a run as a whole. */
export type RunAction = 'stop' | 'resume' | 'retry'

/** Gives the actions that are wanted, in the order in which their buttons stand. */
export function listActions(wanted: Readonly<Record<RunAction, boolean>>): readonly RunAction[] {
  return (['stop', 'resume', 'retry'] as const).filter((action) => wanted[action])
}
