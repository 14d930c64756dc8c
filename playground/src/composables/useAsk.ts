import { useStream, type UseStreamReturn } from 'vue-rill'
import { recordingTransport, type AttemptContext, type Recording } from 'vue-rill/core'
import {
  effectScope,
  nextTick,
  onScopeDispose,
  shallowRef,
  type EffectScope,
  type ShallowRef,
} from 'vue'
import { buildRequest, type BuiltRequest } from '../buildRequest.ts'
import type { Scene } from '../scene.ts'
import { tapTransport } from '../wire/tapTransport.ts'
import { transportMakers } from '../wire/transportMakers.ts'
import { joinRecordings, type RecordedAttempt } from '../joinRecordings.ts'
import { recoverySettings } from '../recoverySettings.ts'
import { readBaseUrl } from '../readBaseUrl.ts'
import { useRunLog, type RunLog } from './useRunLog.ts'
import type { WireTap } from './useWireTap.ts'

/** One question on its way or answered. */
export interface Asked {
  readonly id: string
  readonly question: string
  readonly request: BuiltRequest
  readonly stream: UseStreamReturn
  /** What became of its requests; there is none of a replay. */
  readonly log?: RunLog
}

export interface Asking {
  readonly asked: Readonly<ShallowRef<Asked | undefined>>
  /** Sends the scene's question; one that is still being answered is cancelled. */
  ask(): void
  /** Forgets what was asked. */
  clear(): void
}

/**
 * Asks the scene's backend and hands out a recording of the run, as far as it is. Every question has a stream of its own,
 * since transport and dialect may differ.
 */
export function useAsk(
  scene: Scene,
  tap: WireTap,
  onRecording: (recording: Recording) => void,
): Asking {
  const asked = shallowRef<Asked>()
  let scope: EffectScope | undefined

  function clear(): void {
    // Before the run is cancelled: what is recorded of one that is forgotten must not take the place of what comes next.
    asked.value = undefined
    scope?.stop()
    scope = undefined
    tap.clear()
  }

  function ask(): void {
    clear()
    const id = Math.random().toString(36).slice(2, 10)
    const request = buildRequest(scene, id)
    scope = effectScope(true)
    scope.run(() => {
      const attempts: RecordedAttempt[] = []
      let startedAt = 0
      const recorded = recordingTransport(transportMakers[scene.transport](), {
        onRecording(recording) {
          attempts.push({ startedAt, recording })
          if (asked.value?.id === id) onRecording(joinRecordings(attempts) ?? recording)
        },
      })
      const recovery = recoverySettings[scene.recovery]
      const log = useRunLog(id)
      const listener = tap.listen(scene.dialect)
      const send = (context: AttemptContext): string => {
        log.send(context)
        startedAt = performance.now()
        // What came before stays in sight where the answer goes on.
        if (context.attempt === 1 && context.lastEventId === undefined) {
          tap.clear()
          attempts.length = 0
        }
        return request.url
      }
      const stream = useStream(
        { ...request, ...recovery.request, url: send },
        {
          ...recovery.options,
          transport: tapTransport(tapTransport(recorded, listener), log),
          dialect: scene.dialect,
          baseUrl: readBaseUrl(request.url),
          onEvents: tap.events,
        },
      )
      log.follow(stream, scene.fault === 'composed' && scene.backend !== 'own')
      asked.value = { id, question: scene.question, request, stream, log }
      // The inspector stands in the page by then, and sees the whole run.
      void nextTick(() => stream.start())
    })
  }

  onScopeDispose(() => scope?.stop())
  return { asked, ask, clear }
}
