import type { Frame } from './frame.ts'

const idsBefore = new WeakMap<Frame, readonly string[]>()
const NONE: readonly string[] = []

/** Notes the ids of blocks that stood before the frame and held nothing but an id: they have no frames of their own. */
export function noteBareIds(frame: Frame, ids: readonly string[]): void {
  idsBefore.set(frame, ids)
}

/** The ids that came alone before this frame; whoever counts ids would miss them. */
export function bareIdsBefore(frame: Frame): readonly string[] {
  return idsBefore.get(frame) ?? NONE
}
