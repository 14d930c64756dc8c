/** The languages that the app and its canned knowledge speak. */
export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

/** A text in every language. */
export type Phrase = Readonly<Record<Language, string>>

/** The four embedded backends, named for the dialect each of them speaks. */
export type BackendName = 'rag' | 'workflow' | 'langchain' | 'llamaindex'

/** What one backend can be asked to do. */
export interface Scenario {
  readonly name: string
  readonly label: Phrase
  /** Path of the route that plays it. */
  readonly path: string
  /** Name of the field of the request's JSON body that carries the question. */
  readonly field: string
  /** What else the body holds. */
  readonly extra?: Readonly<Record<string, unknown>>
  readonly suggestions: readonly Phrase[]
}

export interface Backend {
  readonly name: BackendName
  readonly label: string
  /** Server and wire format in a few words. */
  readonly note: Phrase
  readonly scenarios: readonly [Scenario, ...Scenario[]]
}
