export function listComponents(): readonly { readonly name: string; readonly file: string }[]
export function drawComponents(): ReadonlyMap<string, string>
export function readBetweenMarks(page: string, name: string): string | undefined
