import { createApp, defineComponent, h } from 'vue'
import RillAnswer from '../../src/components/answer/RillAnswer.vue'
import { useStream } from '../../src/composables/useStream.ts'

// Runs in a browser page: an answer that is taken away in the middle of its stream, over and over.

export interface UnmountReport {
  /** How many of the answers had text when they were taken away. */
  readonly withText: number
}

/** A browser opens six connections to one HTTP/1.1 server. */
const SIDE_BY_SIDE = 5

export async function mountAndUnmount(url: string, times: number): Promise<UnmountReport> {
  let withText = 0
  const mountOnce = async (): Promise<void> => {
    const host = document.body.appendChild(document.createElement('div'))
    const shown = mountAnswer(url, host)
    await shown.firstText
    if (host.textContent.includes('Hello')) withText++
    shown.unmount()
    host.remove()
  }
  for (let time = 0; time < times; time += SIDE_BY_SIDE) {
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, mountOnce))
  }
  return { withText }
}

function mountAnswer(url: string, host: Element): { firstText: Promise<void>; unmount(): void } {
  let resolve: () => void
  const firstText = new Promise<void>((settle) => {
    resolve = settle
  })
  const app = createApp(
    defineComponent(() => {
      const stream = useStream({ url }, { immediate: true, dialect: 'rag' })
      return () => {
        if (stream.answer.value !== '') requestAnimationFrame(() => resolve())
        return h(RillAnswer, { stream })
      }
    }),
  )
  app.mount(host)
  return { firstText, unmount: () => app.unmount() }
}

Object.assign(globalThis, { mountAndUnmount })
