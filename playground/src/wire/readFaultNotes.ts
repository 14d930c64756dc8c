import { FAULT_NOTES_PATH, type FaultNote } from '../../shared/faultNote.ts'
import { isKind } from '../../shared/faultRule.ts'

/** Asks the embedded backend what it did to the responses of a question; nothing where it cannot be asked. */
export async function readFaultNotes(questionId: string): Promise<readonly FaultNote[]> {
  try {
    const notes: unknown = await (await fetch(`${FAULT_NOTES_PATH}${questionId}`)).json()
    return Array.isArray(notes) ? notes.filter(isNote) : []
  } catch {
    return []
  }
}

const COUNTS = ['attempt', 'frame', 'byte', 'at'] as const satisfies readonly (keyof FaultNote)[]

function isNote(note: unknown): note is FaultNote {
  if (typeof note !== 'object' || note === null) return false
  const { kind, value }: { kind?: unknown; value?: unknown } = note
  const hasCounts = COUNTS.every((name) => Number.isFinite(Reflect.get(note, name)))
  return hasCounts && typeof kind === 'string' && isKind(kind) && typeof value === 'string'
}
