import { describe, expect, it } from 'vitest'
import { sortFiles } from '../../src/composables/chat/acceptFiles.ts'

const file = (name: string, type: string, size = 1): File =>
  new File(['x'.repeat(size)], name, { type })

describe('sortFiles', () => {
  it.each([
    ['', 'a.exe', 'application/x-msdownload', true],
    ['*', 'a.exe', '', true],
    ['image/*', 'a.png', 'image/png', true],
    ['image/*', 'a.txt', 'text/plain', false],
    ['image/*', 'image/a.txt', 'text/plain', false],
    ['.pdf, .DOCX', 'a.docx', '', true],
    ['.pdf', 'pdf', 'application/pdf', false],
    ['application/pdf', 'a', 'application/pdf', true],
  ])('with accept %j takes %s of %j: %s', (accept, name, type, isTaken) => {
    expect(sortFiles([file(name, type)], { accept }).accepted).toHaveLength(isTaken ? 1 : 0)
  })

  it('says of each that it does not take whether it is the kind or the size', () => {
    const files = [
      file('a.png', 'image/png', 5),
      file('b.png', 'image/png', 6),
      file('c.txt', 'text/plain'),
    ]
    const { accepted, rejected } = sortFiles(files, { accept: 'image/*', maxBytes: 5 })
    expect(accepted.map(({ name }) => name)).toEqual(['a.png'])
    expect(rejected.map(({ file: { name }, reason }) => [name, reason])).toEqual([
      ['b.png', 'size'],
      ['c.txt', 'type'],
    ])
  })
})
