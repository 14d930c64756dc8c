import { findReport } from './knowledge/reports.ts'

/** The body of the workflow's synchronous endpoint: the whole report at once, or why there is none. */
export function createSyncReply(question: string): unknown {
  if (question === '') return { detail: 'Message is required' }
  const language = /\p{Script=Han}/u.test(question) ? 'zh-CN' : 'en'
  const { steps } = findReport(question, language)
  return {
    success: true,
    content: steps.map(({ content }) => content).join('\n\n'),
    workflow_id: 'text-to-bi',
    run_id: '7d6a1c1e-90b5-4c55-a0a2-3b6f5f0b2f11',
  }
}
