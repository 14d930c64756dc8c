import type { StateBlock } from 'markdown-it'
import { isBlank, textEnd, textStart } from './lines.ts'

const BULLETS = new Set([0x2a, 0x2b, 0x2d])
const ZERO = 0x30
const NINE = 0x39
const PARENTHESIS = 0x29
const FULL_STOP = 0x2e

/** "An ordered list marker is a sequence of 1–9 arabic digits, followed by either a . character or a ) character." */
const MAX_DIGITS = 9

/** The position behind the bullet the line begins with, or -1. */
export function bulletEnd(state: StateBlock, line: number): number {
  const start = textStart(state, line)
  return BULLETS.has(state.src.charCodeAt(start)) ? behind(state, line, start + 1) : -1
}

/** The position behind the number and its delimiter that the line begins with, or -1. */
export function numberEnd(state: StateBlock, line: number): number {
  const start = textStart(state, line)
  const end = textEnd(state, line)
  let position = start
  while (position < end && isDigit(state.src.charCodeAt(position))) position++
  const digits = position - start
  if (digits === 0 || digits > MAX_DIGITS || position >= end) return -1
  const delimiter = state.src.charCodeAt(position)
  if (delimiter !== PARENTHESIS && delimiter !== FULL_STOP) return -1
  return behind(state, line, position + 1)
}

/** A marker ends with a blank or with its line. */
function behind(state: StateBlock, line: number, position: number): number {
  const isEnd = position >= textEnd(state, line)
  return isEnd || isBlank(state.src.charCodeAt(position)) ? position : -1
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE
}
