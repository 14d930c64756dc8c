import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { build } from 'vite'

/** What a thread reads: a hostile shape of that length, looked at that many times while it grows. */
export interface ReadingTask {
  readonly shape: string
  readonly length: number
  readonly looks: number
  /** Which of the parsers of the thread reads it. Default: the kit's own, with repair. */
  readonly reading?: ReadingName
}

/** How a text is read: by the default parser, by one with all options on, by one whose rules see the whole document. */
export type ReadingName = 'repaired' | 'exact with all options' | 'in full, repaired'

export interface TimedReader {
  /** How many blocks and tokens there were; fails when that is not known within the limit, in milliseconds. */
  read(task: ReadingTask, limit: number): Promise<number>
  stop(): Promise<void>
}

/** Reads in a thread that is ended when it overruns its limit, so that the test that fails is the one that hung. */
export async function createTimedReader(): Promise<TimedReader> {
  const script = await bundleWorker()
  let worker: Worker | undefined

  async function stop(): Promise<void> {
    await worker?.terminate()
    worker = undefined
  }

  return {
    stop,
    async read(task, limit) {
      const thread = (worker ??= new Worker(script, { eval: true }))
      try {
        const answer = once(thread, 'message', { signal: AbortSignal.timeout(limit) })
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        thread.postMessage(task)
        const [count]: unknown[] = await answer
        if (typeof count !== 'number')
          throw new TypeError('A thread that answers with something else')
        return count
      } catch (error) {
        await stop()
        throw new RangeError(`${task.shape} took too long`, { cause: error })
      }
    },
  }
}

/** Threads of node read no TypeScript. */
async function bundleWorker(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      write: false,
      minify: false,
      ssr: fileURLToPath(new URL('readingWorker.ts', import.meta.url)),
      rolldownOptions: { output: { format: 'cjs' } },
    },
  })
  const [bundle] = [result].flat()
  if (bundle === undefined || !('output' in bundle)) throw new TypeError('nothing was built')
  return bundle.output[0].code
}
