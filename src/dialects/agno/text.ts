import { idField, type JsonRecord, ownField, stringField } from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { type AgnoRank, speakerOf } from './place.ts'
import type { AgnoSteps } from './steps.ts'

/** Reads the words and thoughts of runs. */
export interface AgnoText {
  readContent(record: JsonRecord, rank: AgnoRank): void
  /** Words that are not the answer: of a member of a team, or of a model before another one rewrites them. */
  readAside(record: JsonRecord, name: string): void
  readThought(record: JsonRecord): void
  /** A step of reasoning: its words may have come in pieces before, and are those of all steps so far. */
  readThoughtStep(record: JsonRecord): void
  /** The run that was asked for is over, and says again all that it has said. */
  readWhole(record: JsonRecord): void
  /** The workflow is over: it says again what its last step has said, or something new. */
  readWorkflow(record: JsonRecord): void
}

export function createAgnoText(output: EventOutput, steps: AgnoSteps): AgnoText {
  const asides = new Map<string, string>()
  let thoughts = ''
  let hasPieces = false

  function think(record: JsonRecord, delta: string): void {
    thoughts += delta
    const stepId = steps.stepOf(record)
    output.write({ type: 'text', channel: 'reasoning', delta, stepId, agent: speakerOf(record) })
  }

  function writeWhole(text: string, place: { stepId?: string; partId?: string }): void {
    output.write({ type: 'text-full', channel: 'answer', text, mode: 'final', ...place })
  }

  function readAside(record: JsonRecord, name: string): void {
    const content = ownField(record, 'content')
    const run = idField(record, 'run_id') ?? name
    const isText = typeof content === 'string'
    const text = isText ? (asides.get(`${name}:${run}`) ?? '') + content : ''
    if (isText) asides.set(`${name}:${run}`, text)
    if (content === undefined || content === null) return
    const data = { run_id: run, content: isText ? text : content }
    const place = { stepId: steps.stepOf(record), agent: speakerOf(record) }
    output.write({ type: 'data', name, key: run, data, ...place })
  }

  return {
    readAside,
    readContent(record, rank) {
      const thought = record['reasoning_content']
      if (typeof thought === 'string' && thought !== '') think(record, thought)
      if (rank === 'member') {
        readAside(record, 'member')
        return
      }
      const { content } = record
      if (content === undefined || content === null || content === '') return
      const stepId = steps.stepOf(record)
      const agent = speakerOf(record)
      if (typeof content === 'string') {
        output.write({ type: 'text', channel: 'answer', delta: content, stepId, agent })
      } else {
        // The end of the run brings it again.
        const key = stepId ?? 'content'
        output.write({ type: 'data', name: 'content', key, data: content, stepId, agent })
      }
    },
    readThought(record) {
      const delta = stringField(record, 'reasoning_content')
      if (!delta) return
      hasPieces = true
      think(record, delta)
    },
    readThoughtStep(record) {
      const text = stringField(record, 'reasoning_content')
      if (text && !hasPieces) {
        const rest = text.startsWith(thoughts) ? text.slice(thoughts.length) : text
        if (rest !== '') think(record, rest)
      }
      const content = ownField(record, 'content')
      if (typeof content === 'object' && content !== null) {
        const place = { stepId: steps.stepOf(record), agent: speakerOf(record) }
        output.write({ type: 'data', name: 'reasoning-step', data: content, ...place })
      }
    },
    readWhole(record) {
      const thought = stringField(record, 'reasoning_content')
      if (thought && thought !== thoughts) {
        output.write({ type: 'text-full', channel: 'reasoning', text: thought, mode: 'final' })
      }
      const content = ownField(record, 'content')
      if (typeof content === 'string') {
        if (content !== '') writeWhole(content, {})
      } else if (content !== undefined && content !== null) {
        output.write({ type: 'data', name: 'content', key: 'content', data: content })
      }
    },
    readWorkflow(record) {
      const content = ownField(record, 'content')
      const { last } = steps
      if (typeof content !== 'string') {
        if (content === undefined || content === null) return
        output.write({ type: 'data', name: 'content', key: 'content', data: content })
      } else if (content !== '') {
        if (last === undefined) writeWhole(content, {})
        // White space around it is no other answer; how the step said it is how it stays.
        else if (last.text.trim() === content.trim()) {
          writeWhole(last.text, { stepId: last.stepId })
        }
        // What the steps said stays where it is; a workflow that adds its own words adds them behind.
        else writeWhole(content, { partId: 'workflow' })
      }
    },
  }
}
