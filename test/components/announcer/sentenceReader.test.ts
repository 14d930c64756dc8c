import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createSentenceReader,
  joinSentences,
} from '../../../src/components/announcer/sentenceReader.ts'

const ANSWER = `# Spindle *too hot*

The fins are **dirty**, see [the manual](https://docs.example.com/v1.2/a.b). Clean them! 主轴过热。请先停机，再检查\`E-204\`！然后重启

- Stop it
- Wait 3.5 minutes

| Part | Price |
|---|---|
| Fan | 12 € |

\`\`\`sh
rm -rf dust
\`\`\`

Done`

const SENTENCES = [
  'Spindle too hot',
  'The fins are dirty, see the manual.',
  'Clean them!',
  '主轴过热。',
  '请先停机，再检查E-204！',
  '然后重启',
  'Stop it',
  'Wait 3.5 minutes',
  'Part, Price',
  'Fan, 12 €',
  'Code.',
  'Done',
]

const read = (pieces: readonly string[]): string[] => {
  const reader = createSentenceReader({ codeWord: () => 'Code.' })
  let text = ''
  const heard = pieces.flatMap((piece) => reader.read((text += piece)))
  return [...heard, ...reader.read(text, { isFinal: true })]
}

describe('the sentence reader', () => {
  it('says English and Chinese sentences without their markup, each once', () => {
    expect(read([ANSWER])).toEqual(SENTENCES)
  })

  it('says the same sentences wherever the text is cut', () => {
    expect(read(ANSWER.split(''))).toEqual(SENTENCES)
    fc.assert(
      fc.property(fc.array(fc.nat({ max: ANSWER.length }), { maxLength: 12 }), (places) => {
        const edges = [0, ...places.toSorted((a, b) => a - b), ANSWER.length]
        const pieces = edges.slice(1).map((edge, index) => ANSWER.slice(edges[index], edge))
        expect(read(pieces)).toEqual(SENTENCES)
      }),
      { numRuns: 100 },
    )
  })

  it('waits for the end of a sentence', () => {
    const reader = createSentenceReader()
    expect(reader.read('The fins')).toEqual([])
    expect(reader.read('The fins are dirty.')).toEqual([])
    expect(reader.read('The fins are dirty. Cle')).toEqual(['The fins are dirty.'])
    expect(reader.read('The fins are dirty. Clean', { isFinal: true })).toEqual(['Clean'])
  })

  it('reads on from the start when the backend put another text in the place of the first', () => {
    const reader = createSentenceReader()
    reader.read('Half an answer. And')
    expect(reader.read('All of it.', { isFinal: true })).toEqual(['All of it.'])
  })

  it('lets nothing be read out that is not seen', () => {
    expect(read(['a\u202eb.'])).toEqual(['ab.'])
  })

  it('pauses between sentences that end without a mark', () => {
    expect(joinSentences(['Title', 'A sentence.', '一句。', 'End'])).toBe(
      'Title. A sentence. 一句。 End',
    )
  })
})
