import type { MarkdownIt, Token } from 'markdown-it'
import type { BlockMachine } from './blockMachine.ts'
import { stepContainer } from './container.ts'
import { startCheckpoint } from './checkpoint.ts'
import { createBlockState } from './fastState.ts'
import { readFence } from './fence.ts'
import type { ContainerFrame, Frame } from './frame.ts'
import { readHtmlBlock } from './htmlBlock.ts'
import { readIndentedCode } from './indentedCode.ts'
import { createInlinePhase } from './inlinePhase.ts'
import { createNormaliser, indexLines } from './lines.ts'
import { closeItem } from './list.ts'
import { createLongText } from './longText.ts'
import { openLeaf } from './openLeaf.ts'
import { openersOf } from './openers.ts'
import { closeQuote } from './quote.ts'
import { createReferences } from './references.ts'
import { resumeAtCheckpoint } from './resume.ts'
import type { CoreRule } from './stockRules.ts'
import { readTable } from './table.ts'

/** What one reading of the text changed. */
export interface EngineUpdate {
  /** All tokens of the text so far; the array is the engine's own and changes with the next reading. */
  readonly tokens: readonly Token[]
  /** Tokens before this index are those of the last reading, `revised` ones aside. */
  readonly from: number
  /** Tokens before this index are final, the end lines and the tightness of open containers aside. */
  readonly settled: number
  /** Final inline tokens whose children changed because a definition did. */
  readonly revised: ReadonlySet<Token>
  /** How many lines were read, those of earlier readings that had to be read again included. */
  readonly lines: number
  /** A rule keeps something of its own between blocks, so that nothing can be said about any of them alone. */
  readonly isShared: boolean
}

export interface IncrementalEngine {
  /** Takes the next text; costs nothing but keeping it. */
  append(chunk: string): void
  /** Brings the tokens up to date with the text, reading again only what is still open. */
  update(options?: UpdateOptions): EngineUpdate
}

export interface UpdateOptions {
  /** A definition whose last line is still being typed counts for nothing yet. Default: false. */
  readonly holdTyping?: boolean
  /** How the text of the block that is still open shows, if not as it is. */
  readonly showOpenText?: (text: string) => string
}

const asItIs = (text: string): string => text

/** Reads growing text with the parser's own rules; the caller has made sure that all of them are known. */
export function createIncrementalEngine(
  parser: MarkdownIt,
  coreRules: readonly CoreRule[],
): IncrementalEngine {
  const references = createReferences()
  const runInline = createInlinePhase(parser, coreRules, references)
  const runOpenText = createLongText(parser, references, runInline)
  const normalise = createNormaliser()
  const tokens: Token[] = []
  const machine: BlockMachine = {
    parser,
    state: createBlockState(parser, references.env, tokens),
    horizon: { need: -1, complete: 0 },
    frames: [],
    openers: openersOf(parser),
    lineMaxNeed: Number.POSITIVE_INFINITY,
    checkpoint: startCheckpoint,
    references,
  }
  /** The text from the line before the checkpoint on: one line back, because rules ask whether that one is empty. */
  let tail = ''
  let tailLine = 0
  let pending = ''

  function readBlocks(holdTyping: boolean): void {
    machine.horizon.complete = indexLines(machine.state, tail, tailLine)
    resumeAtCheckpoint(machine, tailLine)
    references.beginRun({ holdTyping })
    for (let frame = machine.frames.at(-1); frame !== undefined; frame = machine.frames.at(-1)) {
      stepFrame(machine, frame)
    }
  }

  function runInlines(from: number, settled: number, show: (text: string) => string): void {
    const { lineMax: lines } = machine.state
    const { complete } = machine.horizon
    const open = openLeaf(tokens, settled, { lines, complete })
    for (let index = from; index < tokens.length; index++) {
      const token = tokens[index]
      if (token?.type !== 'inline') continue
      if (token === open) runOpenText(token, show)
      else runInline(token)
      if (index < settled) references.keepUses(token)
    }
  }

  function dropReadLines(): void {
    const firstLine = Math.max(0, machine.checkpoint.line - 1)
    if (firstLine === tailLine) return
    tail = tail.slice(machine.state.bMarks[firstLine])
    tailLine = firstLine
  }

  return {
    append(chunk) {
      pending += normalise(chunk)
    },
    update({ holdTyping = false, showOpenText = asItIs } = {}) {
      tail += pending
      pending = ''
      const from = machine.checkpoint.tokenCount
      readBlocks(holdTyping)
      const settled = machine.checkpoint.tokenCount
      runInlines(from, settled, showOpenText)
      const revised = references.takeDependents()
      for (const token of revised) {
        runInline(token)
        references.keepUses(token)
      }
      const lines = machine.state.lineMax - tailLine
      dropReadLines()
      return { tokens, from, settled, revised, lines, isShared: references.isShared }
    },
  }
}

function stepFrame(machine: BlockMachine, frame: Frame): void {
  switch (frame.kind) {
    case 'root':
    case 'quote':
    case 'list':
      if (stepContainer(machine, frame) === 'through') leaveContainer(machine, frame)
      return
    case 'fence':
      return readFence(machine, frame)
    case 'code':
      return readIndentedCode(machine, frame)
    case 'html':
      return readHtmlBlock(machine, frame)
    case 'table':
      return readTable(machine, frame)
  }
}

function leaveContainer(machine: BlockMachine, frame: ContainerFrame): void {
  switch (frame.kind) {
    case 'root':
      machine.frames.pop()
      return
    case 'quote':
      machine.frames.pop()
      return closeQuote(machine, frame)
    case 'list':
      return closeItem(machine, frame)
  }
}
