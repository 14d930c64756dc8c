import { createBackendResultReader } from '../results/backendResults.ts'
import type { DialectContext } from '../dialect.ts'
import {
  arrayField,
  isRecord,
  type JsonRecord,
  ownField,
  stringField,
} from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { readResults } from '../results/resultItem.ts'
import { readTokenUsage } from '../bookkeeping/tokenUsage.ts'

/** Reads what the nodes of a flow have done: the quotes they lean on, and the tokens they took. */
export interface FastgptResponses {
  readQuotes(response: JsonRecord): void
  /** The tokens of all nodes together. */
  readUsage(responses: readonly JsonRecord[]): void
}

/** Where a node lists those that ran within it. */
const INNER = ['toolDetail', 'pluginDetail', 'loopDetail', 'childrenResponses'] as const
/** Flows in flows happen; more than a few levels do not. */
const MOST_DEPTH = 4

export function createFastgptResponses(
  context: DialectContext,
  output: EventOutput,
): FastgptResponses {
  const readItem = createBackendResultReader(context, {
    title: ['sourceName'],
    text: ['quote'],
    url: ['sourceUrl'],
  })

  /** What a node has quoted, and the nodes that ran within it: tools, plugins, the rounds of a loop. */
  function readQuotes(response: JsonRecord, depth = 0): void {
    for (const name of depth < MOST_DEPTH ? INNER : []) {
      for (const inner of responsesIn(ownField(response, name))) readQuotes(inner, depth + 1)
    }
    const quotes = (arrayField(response, 'quoteList') ?? []).map(withText)
    const items = readResults(quotes, readItem)
    if (items.length > 0) output.write({ type: 'results', kind: 'cited', items })
  }

  return {
    readQuotes: (response) => readQuotes(response),
    readUsage(responses) {
      let inputTokens = 0
      let outputTokens = 0
      for (const response of responses) {
        const usage = readTokenUsage(response, true)
        inputTokens += usage?.inputTokens ?? 0
        outputTokens += usage?.outputTokens ?? 0
      }
      if (inputTokens + outputTokens === 0) return
      output.write({ type: 'usage', inputTokens, outputTokens, cumulative: true })
    },
  }
}

/** A quote is a question and its answer, or a text and nothing; its score may be a list, one for each way of search. */
function withText(quote: unknown): unknown {
  if (!isRecord(quote)) return quote
  const { q, a, ...rest } = quote
  const texts = [q, a].filter((text) => typeof text === 'string' && text !== '')
  const scores = arrayField(quote, 'score')
  const [first] = scores ?? []
  const score = scores === undefined ? rest['score'] : isRecord(first) && ownField(first, 'value')
  const text = texts.length > 0 ? { quote: texts.join('\n') } : { q, a }
  return { ...rest, ...text, ...(scores !== undefined && { scores }), score }
}

/** The modules of a list, or the one that came by itself. */
export function responsesIn(value: unknown): readonly JsonRecord[] {
  if (Array.isArray(value)) return value.filter(isRecord)
  return isRecord(value) ? [value] : []
}

/** Why a module failed. */
export function faultOf(response: JsonRecord): string | undefined {
  const error = ownField(response, 'error')
  const inError = isRecord(error) ? stringField(error, 'message') : error
  const text = stringField(response, 'errorText') || inError
  return typeof text === 'string' && text !== '' ? text : undefined
}
