import { expect, it } from 'vitest'
import * as kit from '../../src/index.ts'
import { componentNames, composableNames } from '../../src/integrations/publicNames.ts'

const exported = (prefix: string): string[] =>
  Object.keys(kit)
    .filter((name) => name.startsWith(prefix))
    .toSorted()

it('the list of components is the one that vue-rill exports', () => {
  expect([...componentNames]).toEqual(exported('Rill'))
})

it('the list of composables is the one that vue-rill exports', () => {
  expect([...composableNames]).toEqual(exported('use'))
})
