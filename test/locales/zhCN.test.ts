import { expect, test } from 'vitest'
import { zhCN } from '../../src/locales/zhCN.ts'

/** Every sentence of a language; those with figures and names in them are said with some. */
function listSentences(words: unknown): readonly string[] {
  if (typeof words === 'string') return [words]
  if (typeof words === 'function') return [String(words('样例', 2, 3))]
  if (typeof words !== 'object' || words === null) return []
  return Object.values(words).flatMap(listSentences)
}

test('Chinese sentences have Chinese marks', () => {
  const { format: _, ...words } = zhCN
  const sentences = listSentences(words)
  expect(sentences.length).toBeGreaterThan(80)
  expect(sentences.filter((text) => /\p{Script=Han}\s*[,;:!?]/u.test(text))).toEqual([])
})
