type Kind = 'prop' | 'event' | 'slot' | 'exposed'

export interface PageWords {
  readonly page: string
  readonly heads: Readonly<Record<Kind, readonly string[]>>
  readonly required: string
  variables(names: readonly string[]): string
  say(description: string): string
}

export const english: PageWords
export const chinese: PageWords
export const descriptionsInChinese: Readonly<Record<string, string>>
