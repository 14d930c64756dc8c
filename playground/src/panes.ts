/** The panes of the workbench in reading order. */
export const paneNames = ['setup', 'answer', 'wire'] as const
export type PaneName = (typeof paneNames)[number]

/** Those that stand beside the answer where there is room for two. */
export const sidePaneNames: readonly PaneName[] = ['setup', 'wire']
