import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ChatTurn, UserVersion } from '../../src/composables/chat/chatThread.ts'
import {
  addAnswer,
  addQuestion,
  showVersion,
  startAssistantTurn,
  startUserTurn,
} from '../../src/composables/chat/threadTurns.ts'
import { answerState } from '../support/storedTalk.ts'

type Turns = readonly ChatTurn[]

/** The ids of all versions, in sight or not. */
const listVersions = (turns: Turns): readonly string[] =>
  turns.flatMap(({ versions, behind }) => [
    ...versions.map(({ id }) => id),
    ...Object.values(behind).flatMap((tail) => listVersions(tail ?? [])),
  ])

const question = (id: string): UserVersion => ({ id, createdAt: 0, text: id, attachments: [] })
const answer = (id: string) => ({ id, createdAt: 0, state: answerState(id) })

const step = fc.record({
  kind: fc.constantFrom('ask', 'again', 'show'),
  place: fc.nat({ max: 12 }),
  version: fc.nat({ max: 4 }),
})

it('loses no version, whatever is asked, asked again and shown', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let turns: Turns = []
      const made: string[] = []
      const name = (): string => {
        made.push(`v${made.length}`)
        return `v${made.length - 1}`
      }
      for (const { kind, place, version } of steps) {
        const turn = turns[place % Math.max(turns.length, 1)]
        if (kind === 'ask' || !turn) {
          const [asked, answered] = [name(), name()]
          turns = [
            ...turns,
            startUserTurn(`t${asked}`, question(asked)),
            startAssistantTurn(`t${answered}`, answer(answered)),
          ]
        } else if (kind === 'show') {
          turns = showVersion(turns, turn.id, version)
        } else {
          const id = name()
          turns =
            turn.role === 'user'
              ? addQuestion(turns, turn.id, question(id))
              : addAnswer(turns, turn.id, answer(id))
        }
        expect(listVersions(turns).toSorted()).toEqual(made.toSorted())
        expect(turns.every((one) => one.versions[one.shown] !== undefined)).toBe(true)
      }
    }),
    { numRuns: 300 },
  )
})

it('shows again what was shown, once a version is gone to and come back from', () => {
  const turns: Turns = [
    startUserTurn('q', question('q1')),
    startAssistantTurn('a', answer('a1')),
    startUserTurn('q2', question('q3')),
  ]
  const edited = addQuestion(turns, 'q', question('q2'))
  expect(edited).toHaveLength(1)
  const back = showVersion(edited, 'q', 0)
  expect(back.slice(1)).toEqual(turns.slice(1))
  expect(showVersion(showVersion(back, 'q', 1), 'q', 0)).toEqual(back)
})
