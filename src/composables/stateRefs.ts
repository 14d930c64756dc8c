import { computed, type ShallowRef } from 'vue'
import type { StreamState } from '../state/streamState.ts'

/** The parts of a state that a component asks for by name. */
type Viewed =
  | 'status'
  | 'answer'
  | 'reasoning'
  | 'steps'
  | 'tools'
  | 'results'
  | 'references'
  | 'progress'
  | 'usage'

/** A state as refs: the whole snapshot, and views of it that change only when their part does. */
export type StateRefs = { readonly state: Readonly<ShallowRef<StreamState>> } & {
  readonly [Name in Viewed]: Readonly<ShallowRef<StreamState[Name]>>
}

/** Makes the views of a state. */
export function viewState(state: Readonly<ShallowRef<StreamState>>): StateRefs {
  const view = <Name extends Viewed>(name: Name): Readonly<ShallowRef<StreamState[Name]>> =>
    computed(() => state.value[name])
  return {
    state,
    status: view('status'),
    answer: view('answer'),
    reasoning: view('reasoning'),
    steps: view('steps'),
    tools: view('tools'),
    results: view('results'),
    references: view('references'),
    progress: view('progress'),
    usage: view('usage'),
  }
}
