import type { Chunking } from '../shared/delivery.ts'

// About what a model's tokenizer gives: a word with the blank before it, one or two Han characters, one mark, a run of
// line ends. The last alternative makes sure that nothing is lost.
const TOKEN = /\n+|[ \t]*[A-Za-z0-9]+|[ \t]*\p{Script=Han}{1,2}|[ \t]*[^\s]|[\s\S]/gu
const SENTENCE = /[\s\S]*?(?:[\u3002\uff01\uff1f\uff1b]|[.!?](?=\s)|\n)+|[\s\S]+$/gu

/** Cuts a text into the pieces that a backend would send; joined again they are the text. */
export function cutText(text: string, chunking: Chunking): readonly string[] {
  return text.match(chunking === 'sentence' ? SENTENCE : TOKEN) ?? []
}
