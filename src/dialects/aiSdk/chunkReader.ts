import type { JsonRecord } from '../jsonFields.ts'

/** Reads a chunk of one type; gives `false` when it lacks what its type promises. */
export type ChunkReader = (chunk: JsonRecord) => boolean | void

export type ChunkRow = readonly [type: string, read: ChunkReader]
