import type { FaultNote } from '../../shared/faultNote.ts'
import type { FaultKind, FaultUnit } from '../../shared/faultRule.ts'
import type { Recovery } from '../scene.ts'
import type { RunEntry } from '../wire/runEntry.ts'

type Told<Type extends RunEntry['type']> = Extract<RunEntry, { readonly type: Type }>

/** What the fault console and the story of a run say. */
export interface FaultWords {
  readonly title: string
  readonly add: string
  readonly remove: string
  readonly kind: string
  readonly kinds: Readonly<Record<FaultKind, string>>
  /** What the value of a kind means, where it has one. */
  readonly values: Readonly<Partial<Record<FaultKind, string>>>
  readonly words: Readonly<Record<string, string>>
  readonly after: string
  readonly unit: string
  readonly units: Readonly<Record<FaultUnit, string>>
  readonly tries: string
  readonly everyTry: string
  readonly firstTries: (count: number) => string
  readonly recovery: string
  readonly recoveries: Readonly<Record<Recovery, string>>
  readonly recoveryHints: Readonly<Record<Recovery, string>>
  /** The name of the story. */
  readonly run: string
  readonly told: { readonly [Type in RunEntry['type']]: (entry: Told<Type>) => string }
  readonly where: (note: FaultNote) => string
}
