import { useStream } from 'vue-rill'
import {
  createReplayStepper,
  replayTransport,
  type Recording,
  type ReplayStepper,
  type Transport,
} from 'vue-rill/core'
import { shallowRef, type ShallowRef } from 'vue'
import { readBaseUrl } from '../readBaseUrl.ts'
import { tapTransport } from '../wire/tapTransport.ts'
import type { Asked } from './useAsk.ts'
import type { WireTap } from './useWireTap.ts'

export interface Replay {
  /** What is replayed, as if it had just been asked. */
  readonly asked: Readonly<ShallowRef<Asked | undefined>>
  load(recording: Recording): void
  /** Shows so many steps. To go back is to begin anew and to stop earlier. */
  goTo(position: number): void
}

/** Steps of a recording: the head of its response, each chunk, and its end. */
export function countSteps({ response, chunks }: Recording): number {
  return response === undefined ? 1 : chunks.length + 2
}

/** When a step of a recording happened, in milliseconds from the request. */
export function timeOfStep({ response, chunks, outcome }: Recording, step: number): number {
  if (step <= 1) return response?.at ?? outcome?.at ?? 0
  return chunks[step - 2]?.at ?? outcome?.at ?? chunks.at(-1)?.at ?? 0
}

/** Puts a recording on the screen, step by step, through the same kit that read the stream the first time. */
export function useReplay(tap: WireTap): Replay {
  const asked = shallowRef<Asked>()
  let recording: Recording | undefined
  let transport: Transport | undefined
  let stepper: ReplayStepper | undefined
  let shown = 0

  const stream = useStream(() => ({ url: recording?.request?.url ?? '/' }), {
    transport: {
      name: 'replay',
      canPause: true,
      open: (request, context) =>
        transport?.open(request, context) ?? Promise.reject(new Error('There is no recording')),
    },
    baseUrl: readBaseUrl('/'),
    retry: false,
    // Whoever looks at a step takes all the time they want.
    timeouts: 'unlimited',
    onEvents: tap.events,
  })

  function begin(played: Recording): ReplayStepper {
    const begun = createReplayStepper()
    stepper = begun
    shown = 0
    tap.clear()
    transport = tapTransport(replayTransport(played, { step: begun }), tap.listen('auto'))
    void stream.start()
    return begun
  }

  return {
    asked,
    load(next) {
      recording = next
      stepper = undefined
      const { url = '', method = 'GET', headers = {}, body } = next.request ?? {}
      const request = { url, method: method === 'POST' ? method : 'GET', headers, body } as const
      asked.value = { id: crypto.randomUUID(), question: '', request, stream }
    },
    goTo(position) {
      if (!recording) return
      const current = stepper && position >= shown ? stepper : begin(recording)
      if (position > shown) current.step(position - shown)
      shown = position
    },
  }
}
