import { expect, it } from 'vitest'
import { run } from '../types/contract.ts'

it('runs the public contract against the built package without a network', () => {
  expect(run()).toBe('1 Hello complete  <h1>Title</h1>\n 3')
})
