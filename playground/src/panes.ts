/** The panes of the workbench in reading order. */
export const paneNames = ['setup', 'answer', 'wire'] as const
export type PaneName = (typeof paneNames)[number]
