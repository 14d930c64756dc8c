export interface ExportPage {
  readonly path: string
}

export interface EntryExports {
  readonly entry: string
  readonly exports: readonly { readonly name: string }[]
}

export const exportPages: readonly ExportPage[]
export function readExports(): readonly EntryExports[]
export function drawExports(entries: readonly EntryExports[], page: ExportPage): string
