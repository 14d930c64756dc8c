import type { DialectContext } from '../dialect.ts'
import { createResultReader, type ResultFields, type ResultReader } from './resultItem.ts'

/**
 * Makes the reader of results for a backend with names of its own for some fields: the caller's names come first, then
 * the backend's, then those that the kit knows anyway.
 */
export function createBackendResultReader(
  { baseUrl, resultFields = {} }: DialectContext,
  own: ResultFields,
): ResultReader {
  const namesOf = (field: keyof ResultFields): readonly string[] => [
    ...(resultFields[field] ?? []),
    ...(own[field] ?? []),
  ]
  return createResultReader({
    ...(baseUrl !== undefined && { baseUrl }),
    fields: {
      id: namesOf('id'),
      title: namesOf('title'),
      text: namesOf('text'),
      url: namesOf('url'),
      score: namesOf('score'),
      source: namesOf('source'),
      images: namesOf('images'),
    },
  })
}
