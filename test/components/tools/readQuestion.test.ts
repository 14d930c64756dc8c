import { describe, expect, it } from 'vitest'
import { readQuestion } from '../../../src/components/tools/readQuestion.ts'

describe('readQuestion', () => {
  it('finds the words of a question under the names that backends use', () => {
    expect(readQuestion('Go on?')).toEqual({ text: 'Go on?', choices: [] })
    expect(readQuestion({ message: '删除 3 条记录？' })).toEqual({
      text: '删除 3 条记录？',
      choices: [],
    })
    expect(readQuestion({ title: 'Delete', question: 'Delete it?', rows: 3 })).toEqual({
      text: 'Delete it?',
      choices: [],
      details: { title: 'Delete', rows: 3 },
    })
  })

  it('offers a few choices, and shows what is no choice', () => {
    expect(readQuestion({ prompt: 'Which?', options: ['a', 'b'] }).choices).toEqual(['a', 'b'])
    const many = Array.from({ length: 9 }, (_, index) => String(index))
    expect(readQuestion({ options: many })).toEqual({ choices: [], details: { options: many } })
  })

  it('has nothing to say of nothing, and shows what it does not know', () => {
    expect(readQuestion(undefined)).toEqual({ choices: [] })
    expect(readQuestion({})).toEqual({ choices: [] })
    expect(readQuestion([1])).toEqual({ choices: [], details: [1] })
  })
})
