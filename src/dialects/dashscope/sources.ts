import { createBackendResultReader } from '../results/backendResults.ts'
import type { DialectContext } from '../dialect.ts'
import {
  arrayField,
  type JsonRecord,
  ownField,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { readResults } from '../results/resultItem.ts'
import { isSameJson } from '../payload/sameJson.ts'

/**
 * Makes the reader of what stands beside the text: the pages of a web search, the documents that an application cites, and
 * its thoughts as `data`. Every chunk may bring all of them again; they are told when they are new.
 */
export function createDashscopeSources(
  context: DialectContext,
  output: EventOutput,
): (body: JsonRecord) => void {
  const readPage = createBackendResultReader(context, {})
  // The pieces of a document share its id.
  const readDocument = createBackendResultReader(context, {
    id: ['doc_id+index_id'],
    source: ['doc_name'],
  })
  const told = new Map<string, unknown>()

  function isNews(name: string, list: readonly unknown[] | undefined): boolean {
    if (list === undefined || list.length === 0 || isSameJson(told.get(name), list)) return false
    told.set(name, list)
    return true
  }

  return (body) => {
    const search = recordField(body, 'search_info')
    const pages = search && arrayField(search, 'search_results')
    if (search !== undefined && isNews('pages', pages)) {
      const query = stringField(search, 'query')
      output.write({
        type: 'results',
        kind: 'retrieved',
        items: readResults(pages, readPage),
        query,
      })
    }
    const tools = search && arrayField(search, 'extra_tool_info')
    if (isNews('tools', tools)) output.write({ type: 'data', name: 'extra-tool-info', data: tools })
    const documents = arrayField(body, 'doc_references')
    if (isNews('documents', documents)) {
      output.write({ type: 'results', kind: 'cited', items: readResults(documents, readDocument) })
    }
    const thoughts = arrayField(body, 'thoughts')
    if (isNews('thoughts', thoughts)) {
      output.write({
        type: 'data',
        name: 'thoughts',
        key: 'thoughts',
        data: ownField(body, 'thoughts'),
      })
    }
  }
}
