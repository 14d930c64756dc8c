/**
 * How far ahead the decisions taken so far have read.
 *
 * A place in the text may become a checkpoint only when no decision before it has seen a line that is still being
 * typed, or the end of the text. Each rule therefore says which lines it looked at; one look too many only delays a
 * checkpoint, one too few makes the document wrong.
 */
export interface Horizon {
  /** The greatest line index that any decision has read, or `Infinity` once one has seen the end of the text. */
  need: number
  /** Lines that have their line break: line `complete` is still being typed. */
  complete: number
}

/** Notes that a decision read the line, or where the line lies behind `endLine`, that it ran into that end. */
export function look(
  horizon: Horizon,
  line: number,
  end: { readonly endLine: number; readonly endNeed: number },
): void {
  note(horizon, line < end.endLine ? line : end.endNeed)
}

export function note(horizon: Horizon, need: number): void {
  if (need > horizon.need) horizon.need = need
}
