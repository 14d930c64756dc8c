import { defineEncoder } from './encoder.ts'
import { pythonJson } from './pythonJson.ts'

/**
 * A FastAPI route: the text in JSON strings, signals around it, `"[DONE]"` with its quotes last. An exception is a bare
 * line, behind which nothing comes, so after an error `done` says nothing.
 */
export const workflowEncoder = defineEncoder({
  dialect: 'workflow',
  create: () => ({
    answer: ({ delta }) => write(delta),
    'step-start': ({ name, total }) => write({ type: 'step_start', name, total }),
    'step-end': ({ status, error, elapsedMs }) =>
      write({ type: 'step_end', status, error, elapsed_ms: elapsedMs }),
    progress: ({ value, total, label }) => write({ type: 'progress', value, total, label }),
    error: ({ message }) =>
      isPlain(message) ? `data: ${message}\n\n` : write({ type: 'error', message }),
    done: ({ reason }) => (reason === 'error' ? '' : write('[DONE]')),
  }),
})

function write(payload: unknown): string {
  return `data: ${pythonJson(payload, { ensureAscii: false })}\n\n`
}

/** Whether words are one line that nobody takes for JSON, as `Error: …` is. */
function isPlain(message: string): boolean {
  return /^[A-Z][^\n\r]*\S$/.test(message)
}
