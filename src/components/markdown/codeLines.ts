import type { VNode } from 'vue'
import { createTextVNode, h } from 'vue'
import type { HighlightedCode } from '../../markdown/highlight/highlightedCode.ts'
import type { HighlightedLine } from '../../markdown/highlight/highlighter.ts'
import { cutIntoChunks, LINES_PER_CHUNK } from './codeChunks.ts'
import { keep } from './keep.ts'

interface DrawnLine {
  readonly text: string
  readonly runs: HighlightedLine | undefined
  readonly vnode: VNode
}

interface DrawnChunk {
  readonly text: string
  /** Lines whose look was known. */
  readonly known: number
  readonly lines: readonly DrawnLine[]
  readonly vnode: VNode
  /** A line waits for the selection to leave it. */
  readonly isHeld: boolean
}

/** Draws code line by line, each with an element of its own that stays when the line is coloured. */
export interface CodeLines {
  draw(code: string, highlighted: HighlightedCode | undefined): VNode[]
  /** Lines that hold an end of the selection are still plain: their text would be replaced under it. */
  readonly isHeld: boolean
}

export function createCodeLines(): CodeLines {
  let chunks: DrawnChunk[] = []

  function drawChunk(text: string, index: number, code: HighlightedCode | undefined): DrawnChunk {
    const first = index * LINES_PER_CHUNK
    const known = Math.min(Math.max((code?.known ?? 0) - first, 0), LINES_PER_CHUNK)
    const before = chunks[index]
    if (before?.text === text && before.known === known && !before.isHeld) return before
    let isHeld = false
    const lines = splitLines(text).map((line, at): DrawnLine => {
      const runs = code?.lineAt(first + at)
      const old = before?.lines[at]
      if (old?.text === line && old.runs === runs) return old
      if (old?.text === line && holdsSelection(old.vnode)) {
        isHeld = true
        return old
      }
      return { text: line, runs, vnode: keep(drawLine(line, runs, at)) }
    })
    const nodes = lines.map(({ vnode }) => vnode)
    const vnode = keep(h('span', { key: index, class: 'rill-code-lines' }, nodes))
    return { text, known, lines, vnode, isHeld }
  }

  return {
    draw(code, highlighted) {
      chunks = cutIntoChunks(code).map((text, index) => drawChunk(text, index, highlighted))
      return chunks.map(({ vnode }) => vnode)
    },
    get isHeld() {
      return chunks.some((chunk) => chunk.isHeld)
    },
  }
}

/** Lines with their line breaks. */
function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

function drawLine(line: string, runs: HighlightedLine | undefined, key: number): VNode {
  const end = line.endsWith('\n') ? '\n' : ''
  const children =
    runs === undefined ? [createTextVNode(line)] : [...runs.map(drawRun), createTextVNode(end)]
  return h('span', { key, class: 'rill-code-line' }, children)
}

function drawRun({ text, light, dark, bold, italic }: HighlightedLine[number]): VNode {
  if (light === undefined && dark === undefined && !bold && !italic) return createTextVNode(text)
  const attributes = {
    class: ['rill-code-run', bold && 'rill-code-bold', italic && 'rill-code-italic'],
    // Vue sets it through the style object of the element, which a strict policy allows; only in the browser.
    style: { '--rill-code-light': light ?? dark, '--rill-code-dark': dark ?? light },
  }
  return h('span', attributes, text)
}

/** Whether a selection begins or ends in what was drawn: a node taken away there would take the selection with it. */
function holdsSelection({ el }: VNode): boolean {
  if (!(el instanceof Node)) return false
  const selection = el.ownerDocument?.getSelection()
  if (selection === null || selection === undefined || selection.isCollapsed) return false
  return el.contains(selection.anchorNode) || el.contains(selection.focusNode)
}
