import type { Language } from '../../shared/scenario.ts'
import { reportEn } from './reportEn.ts'
import { reportZh } from './reportZh.ts'

/** One step of the Text-to-BI pipeline and what it prints. */
export interface ReportStep {
  /** `agent`: a model streams it. `function`: it comes in one piece. */
  readonly by: 'agent' | 'function'
  readonly content: string
}

export interface Report {
  readonly steps: readonly ReportStep[]
}

/** The canned pipeline: what the question asks decides between one figure and a figure per department. */
export function findReport(question: string, language: Language): Report {
  const total = /总数|总共|count all|total|in all/i.test(question)
  return { steps: (language === 'zh-CN' ? reportZh : reportEn)[total ? 'total' : 'departments'] }
}
