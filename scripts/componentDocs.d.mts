import type { PageWords } from './componentWords.mjs'

export function listComponents(): readonly { readonly name: string; readonly file: string }[]
export function drawComponents(words?: PageWords): ReadonlyMap<string, string>
export function readBetweenMarks(page: string, name: string): string | undefined
