/** Everything that a pane of the workbench can show. */
export const paneNames = [
  'setup',
  'answer',
  'wire',
  'chat',
  'talks',
  'text',
  'source',
  'recording',
] as const
export type PaneName = (typeof paneNames)[number]

/** The panes of a view in reading order; the middle one is what it is about. */
export type Panes = readonly [left: PaneName, main: PaneName, right: PaneName]
