import { defineDialect, type Dialect } from '../../src/dialects/dialect.ts'

/** An app's own dialect: it reads what it is told in capitals. */
export function createShoutDialect(name: string): Dialect {
  return defineDialect({
    name,
    create: () => ({
      read: ({ data }) =>
        data === undefined ? [] : [{ type: 'text', channel: 'answer', delta: data.toUpperCase() }],
      end: () => [{ type: 'done', reason: 'eof', clean: true }],
    }),
  })
}
