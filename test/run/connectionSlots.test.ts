import { expect, test } from 'vitest'
import { takeConnection } from '../../src/run/connectionSlots.ts'

/** Takes a number of connections to one server, and notes which of them were told that their wait is over. */
function take(count: number) {
  const freed: number[] = []
  const url = `https://${crypto.randomUUID()}.example/chat`
  const slots = Array.from({ length: count }, (_slot, index) =>
    takeConnection(url, () => freed.push(index + 1)),
  )
  return { freed, slots }
}

test('the seventh stream waits until one of the six ends, the eighth for another', () => {
  const { freed, slots } = take(8)
  expect(slots.map(({ isQueued }) => isQueued)).toEqual([...Array(6).fill(false), true, true])
  slots[0]?.release()
  slots[0]?.release()
  expect(freed).toEqual([7])
  slots[6]?.release()
  expect(freed).toEqual([7, 8])
})

test('a stream that is cancelled while it waits frees nobody', () => {
  const { freed, slots } = take(9)
  slots[7]?.release()
  expect(freed).toEqual([])
  slots[3]?.release()
  slots[4]?.release()
  expect(freed).toEqual([7, 9])
})

test('a stream whose answer has come is not told to wait any longer', () => {
  const { freed, slots } = take(7)
  slots[6]?.settle()
  slots[0]?.release()
  expect(freed).toEqual([])
})
