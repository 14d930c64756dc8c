// Runs in a thread of its own, so that a reading that never ends can be ended.
import { parentPort } from 'node:worker_threads'
import MarkdownIt from 'markdown-it'
import type { MarkdownDocumentOptions } from '../../../src/markdown.ts'
import { createMarkdownDocument } from '../../../src/markdown.ts'
import { HOSTILE_SHAPES } from './hostileShapes.ts'
import type { ReadingName, ReadingTask } from './timedReader.ts'

const everything = { html: true, linkify: true, typographer: true }

const READINGS: Readonly<Record<ReadingName, () => MarkdownDocumentOptions>> = {
  repaired: () => ({ repair: true }),
  'exact with all options': () => ({ parser: new MarkdownIt(everything) }),
  'in full, repaired': () => {
    const parser = new MarkdownIt(everything)
    parser.core.ruler.push('unknown', () => undefined)
    return { parser, repair: true }
  },
}

function read({ shape, length, looks, reading = 'repaired' }: ReadingTask): number {
  const text = HOSTILE_SHAPES[shape]?.(length) ?? ''
  const document = createMarkdownDocument(READINGS[reading]())
  const step = Math.ceil(text.length / looks)
  let blocks = 0
  for (let at = 0; at < text.length; at += step) {
    document.append(text.slice(at, at + step))
    blocks = Math.max(blocks, document.tree.length)
  }
  document.finish()
  return blocks + document.tokens().length
}

parentPort?.on('message', (task: ReadingTask) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(read(task))
})
