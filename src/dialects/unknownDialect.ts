import { isEndMark } from './payload/endMark.ts'
import { type Frame, isUnnamed } from '../framing/frame.ts'
import type { Dialect, DialectContext, DialectReader } from './dialect.ts'
import { isFault, readErrorData } from './payload/errorRecord.ts'
import type { StreamEvent } from './events.ts'
import { parseJson } from './payload/json.ts'
import { malformedFrame } from './payload/malformedFrame.ts'

/** The name of the dialect of a protocol that no dialect knows. */
export const UNKNOWN_DIALECT = 'unknown'

const NOTHING: readonly StreamEvent[] = []

/**
 * Makes the dialect of a stream of JSON objects that no dialect knows: they are a protocol, so they become `data` and
 * never text. As soon as an event is recognised after all, it and all that follow are read by that event's dialect.
 */
export function createUnknownDialect(recognise: (frame: Frame) => Dialect | undefined): Dialect {
  return {
    name: UNKNOWN_DIALECT,
    create(context) {
      let reader = createUnknownReader(context)
      let isRecognised = false
      return {
        read(frame) {
          const dialect = isRecognised ? undefined : recognise(frame)
          if (dialect !== undefined) {
            isRecognised = true
            reader = dialect.create(context)
          }
          return reader.read(frame)
        },
        end: () => reader.end(),
        suspend: () => reader.suspend?.(),
      }
    },
  }
}

function createUnknownReader({ json: limits }: DialectContext): DialectReader {
  let hasFailed = false
  let hasEndMark = false

  return {
    read(frame) {
      const { event, data = '' } = frame
      if (event === 'error') {
        hasFailed = true
        return [readErrorData(data, limits)]
      }
      if (data.trim() === '') return NOTHING
      if (isEndMark(data)) {
        hasEndMark = true
        return NOTHING
      }
      const parsed = parseJson(data, limits)
      const isNamed = !isUnnamed(frame)
      if (!parsed.ok) {
        if (isNamed && parsed.problem === 'syntax') return [{ type: 'data', name: event, data }]
        return malformedFrame(frame, parsed.problem)
      }
      if (isFault(parsed.value, event)) {
        hasFailed = true
        return [readErrorData(data, limits)]
      }
      return [{ type: 'data', name: isNamed ? event : 'unknown', data: parsed.value }]
    },
    end() {
      if (hasFailed) return [{ type: 'done', reason: 'error', clean: false }]
      if (hasEndMark) return [{ type: 'done', reason: 'stop', clean: true }]
      return [{ type: 'done', reason: 'eof', clean: false }]
    },
  }
}
