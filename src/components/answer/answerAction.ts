/**
 * What a reader can do with an answer. `retry` asks once more after a run that has not come to its end, `regenerate` after
 * one that has; `resume` goes on after a pause or a break.
 */
export type AnswerAction = 'copy' | 'pause' | 'resume' | 'stop' | 'retry' | 'regenerate'

export const allAnswerActions: readonly AnswerAction[] = [
  'copy',
  'pause',
  'resume',
  'stop',
  'retry',
  'regenerate',
]
