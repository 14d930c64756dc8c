export interface Readme {
  readonly path: string
  readonly first: string
  readonly floor: string
  readonly missing: string
  readonly rows: Readonly<Record<string, string>>
}
export const readmes: readonly Readme[]
export function drawFigures(readme: Readme): string
export const FIGURES: RegExp
export interface LlmsCopy {
  readonly path: string
  readonly leadTo: (link: string) => string
}
export const llmsCopies: readonly LlmsCopy[]
export function drawLlms(copy: LlmsCopy): string
