import { expect, it } from 'vitest'
import { joinRecordings } from '../../playground/src/joinRecordings.ts'
import type { Recording } from '../../src/transport/recording.ts'

function record(chunks: readonly string[], lastEventId?: string): Recording {
  return {
    version: 1,
    request: {
      url: '/',
      headers: lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId },
    },
    response: { status: 200, headers: { 'content-type': 'text/event-stream' }, at: 1 },
    chunks: chunks.map((text, place) => ({ at: 10 * (place + 1), text })),
    outcome: { type: 'end', at: 90 },
  }
}

it('a response that went on behind another is put behind it, without the torn event', () => {
  const joined = joinRecordings([
    { startedAt: 1000, recording: record(['id: 1\ndata: a\n\nid: 2\nda']) },
    { startedAt: 1500, recording: record(['id: 2\ndata: b\n\n'], '1') },
  ])
  expect(joined).toEqual({
    ...record([]),
    chunks: [
      { at: 10, text: 'id: 1\ndata: a\n\n' },
      { at: 510, text: 'id: 2\ndata: b\n\n' },
    ],
    outcome: { type: 'end', at: 590 },
  })
})

it('a response to the same request takes the place of the one before', () => {
  const last = record(['data: b\n\n'])
  const attempts = [
    { startedAt: 0, recording: record(['data: a\n\n']) },
    { startedAt: 5, recording: last },
  ]
  expect(joinRecordings(attempts)).toBe(last)
  expect(joinRecordings([])).toBeUndefined()
})
