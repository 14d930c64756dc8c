import type { JsonRecord } from './jsonFields.ts'

/** Reads a payload of one kind; gives `false` when it lacks what its kind promises. */
export type KindReader = (record: JsonRecord) => boolean | void

/** A row of a dialect's table: the name of a kind, and what reads it. */
export type KindRow = readonly [kind: string, read: KindReader]
