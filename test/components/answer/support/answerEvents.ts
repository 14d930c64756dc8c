import type { VueWrapper } from '@vue/test-utils'
import type { ResultItem, StreamEvent } from '../../../../src/dialects/events.ts'

export const start: StreamEvent = { type: 'start', dialect: 'rag' }
export const done: StreamEvent = { type: 'done', reason: 'stop', clean: true }
export const text = (delta: string, stepId?: string): StreamEvent => ({
  type: 'text',
  channel: 'answer',
  delta,
  stepId,
})
export const note = (message: string, level?: 'warning'): StreamEvent => ({
  type: 'status',
  message,
  level,
})
export const gap = (message: string): StreamEvent => ({
  type: 'error',
  message,
  code: 'malformed-json',
  recoverable: true,
  scope: 'item',
})
export const item = (id: string, title: string): ResultItem => ({
  id,
  title,
  images: [{ url: `https://api.example.com/${id}.png` }],
  metadata: {},
})
export const button = (answer: VueWrapper): HTMLButtonElement =>
  answer.get<HTMLButtonElement>('.rill-run-button').element
