import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { injectFaults } from '../../playground/backend/faults/injectFaults.ts'
import { numberFrames } from '../../playground/backend/numberFrames.ts'
import { text, type Piece } from '../../playground/backend/piece.ts'
import {
  createFaultRule,
  faultKinds,
  isKind,
  MOST_RULES,
  readFaultRules,
  writeFaultRules,
} from '../../playground/shared/faultRule.ts'

const frames = ['一', '二', '三', '四'].map((word) => text(`data: ${word}\n\n`))
const MALFORMED = 'data: {"a\n\n'

interface Injected {
  readonly sent: readonly Piece[]
  /** Everything that was sent, in one text. */
  readonly body: string
  readonly notes: readonly (readonly [kind: string, frame: number, byte: number])[]
}

function inject(rules: string, pieces: readonly Piece[] = frames): Injected {
  const notes: [string, number, number][] = []
  const logged = {
    now: () => 0,
    note: ({ kind }: { kind: string }, { frame, byte }: { frame: number; byte: number }) =>
      void notes.push([kind, frame, byte]),
  }
  const injection = { rules: readFaultRules(rules), malformed: MALFORMED, logged }
  const sent = [...injectFaults(pieces, injection)]
  const bytes = sent.flatMap((piece) => (piece.kind === 'bytes' ? [piece.bytes] : []))
  return { sent, body: Buffer.concat(bytes).toString(), notes }
}

const whole = frames.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('')
/** Bytes of a frame: six of ASCII, three of the character, two line ends. */
const FRAME = 11

describe('the rules of composed faults', () => {
  it('come back from a URL as they were', () => {
    const every = Object.keys(faultKinds).filter(isKind).map(createFaultRule)
    for (const rule of every) expect(readFaultRules(writeFaultRules([rule]))).toEqual([rule])
    const written = 'reset.f12.x1*slow.200.t3*busy.7'
    expect(writeFaultRules(readFaultRules(written))).toBe(written)
  })

  it('are read from anything, and never to something that cannot be set', () => {
    expect(readFaultRules('constructor.1*status.999*slow.99999999*replay.0.f2')).toEqual([
      { ...createFaultRule('status'), at: 0, tries: 0, value: '503' },
      { ...createFaultRule('slow'), at: 0, tries: 0, value: '200' },
      { ...createFaultRule('replay'), at: 2, tries: 0, value: '1' },
    ])
    fc.assert(
      fc.property(fc.string(), (given) => {
        const rules = readFaultRules(given)
        expect(rules.length).toBeLessThanOrEqual(MOST_RULES)
        expect(readFaultRules(writeFaultRules(rules))).toEqual(rules)
      }),
    )
  })
})

describe('a fault that was composed', () => {
  it('leaves the body alone where no rule is', () => {
    expect(inject('').body).toBe(whole)
  })

  it('strikes behind so many frames, or so many bytes, and says where', () => {
    expect(inject('end.f2')).toMatchObject({
      body: whole.slice(0, 18),
      notes: [['end', 2, 2 * FRAME]],
    })
    const torn = inject('reset.b17')
    expect(torn.body).toBe(whole.slice(0, 15))
    expect(torn.sent.at(-1)).toEqual({ kind: 'drop' })
    expect(torn.notes).toEqual([['reset', 1, 17]])
  })

  it('cuts inside of a character', () => {
    const { sent, body, notes } = inject('split.40.f1')
    const place = sent.findIndex(({ kind }) => kind === 'stall')
    const before = sent[place - 1]
    expect(sent[place]).toEqual({ kind: 'stall', ms: 40 })
    expect(before?.kind === 'bytes' && before.bytes.at(-1)).toBe(Buffer.from('二')[0])
    expect(body).toBe(whole)
    expect(notes).toEqual([['split', 1, FRAME + 7]])
  })

  it('puts a broken frame, and frames that were sent, between two others', () => {
    expect(inject('malformed.b1').body).toBe(`${whole.slice(0, 9)}${MALFORMED}${whole.slice(9)}`)
    expect(inject('replay.2.f3').body).toBe(
      whole.slice(0, 27) + whole.slice(9, 27) + whole.slice(27),
    )
  })

  it('changes the whole body: a byte order mark, other line ends', () => {
    expect(inject('bom*line-ends.cr').body).toBe(`\uFEFF${whole.replaceAll('\n', '\r')}`)
    const crlf = [text('data: 1\r\n\r\n')]
    expect(inject('line-ends.crlf', crlf).body).toBe('data: 1\r\n\r\n')
  })

  it('collects what a proxy holds back, and loses it with the connection', () => {
    const sizes = inject('buffer.20.f1').sent.flatMap((piece) =>
      piece.kind === 'bytes' && piece.bytes.length > 0 ? [piece.bytes.length] : [],
    )
    expect(sizes).toEqual([FRAME, 2 * FRAME, FRAME])
    expect(inject('buffer.0*end.f3').body).toBe(whole.slice(0, 27))
    expect(inject('buffer.0*reset.f3').body).toBe('')
  })
})

describe('a stream whose frames are numbered', () => {
  it('goes on behind the last event that the reader has', () => {
    const pieces = [
      text('event: a\r\ndata: 1\r\n\r\n'),
      text(': ping\n\n'),
      text('id:9\ndata: 2\n\n'),
    ]
    const read = (after: number): readonly string[] =>
      [...numberFrames(pieces, after)].map((piece) => (piece.kind === 'text' ? piece.text : ''))
    expect(read(0)).toEqual([
      'id: 1\r\nevent: a\r\ndata: 1\r\n\r\n',
      ': ping\n\n',
      'id: 2\ndata: 2\n\n',
    ])
    expect(read(1)).toEqual([': ping\n\n', 'id: 2\ndata: 2\n\n'])
  })
})
