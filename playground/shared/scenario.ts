/** The languages that the app and its canned knowledge speak. */
export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

/** A text in every language. */
export type Phrase = Readonly<Record<Language, string>>

/** The embedded backends, named for the dialect each of them speaks. */
export const backendNames = [
  'rag',
  'workflow',
  'langchain',
  'llamaindex',
  'openai-chat',
  'openai-responses',
  'anthropic',
  'ollama',
  'ai-sdk',
  'ag-ui',
  'dify',
  'langgraph',
  'langserve',
  'agno',
  'gemini',
  'coze',
  'fastgpt',
  'ragflow',
  'dashscope',
  'mcp',
] as const
export type BackendName = (typeof backendNames)[number]

/** Stands for the question in the body of a request. */
export const QUESTION = '{{question}}'

/** What one backend can be asked to do. */
export interface Scenario {
  readonly name: string
  readonly label: Phrase
  /** Path of the route that plays it. */
  readonly path: string
  /** What the platform wants in the query and the headers before it streams. */
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  /** The request's JSON body, with {@link QUESTION} in the place of the question. */
  readonly body: Readonly<Record<string, unknown>>
  readonly suggestions: readonly Phrase[]
  /** Set where the body is not the one in which the kit talks to the backend's dialect: a talk sends it as it stands. */
  readonly hasOwnShape?: true
}

/** Servers that somebody wrote, and the protocols of platforms that many speak. */
export const backendGroups = ['server', 'platform'] as const
export type BackendGroup = (typeof backendGroups)[number]

export interface Backend {
  readonly name: BackendName
  readonly group: BackendGroup
  readonly label: string
  /** Server and wire format in a few words. */
  readonly note: Phrase
  readonly scenarios: readonly [Scenario, ...Scenario[]]
}
