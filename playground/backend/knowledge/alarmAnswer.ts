import type { Language } from '../../shared/scenario.ts'
import type { AlarmHit } from './alarms.ts'

interface Wording {
  opening(code: string, message: string, equipment: string): string
  readonly causes: string
  readonly table: string
  readonly steps: string
  readonly caution: string
  related(codes: readonly string[]): string
}

const wordings: Readonly<Record<Language, Wording>> = {
  'zh-CN': {
    opening: (code, message, equipment) =>
      `根据知识库中的信息，**${code} ${message}** 多见于${equipment}，先按下表判断原因，再逐步处理。`,
    causes: '可能原因',
    table: '| # | 原因 | 判断依据 |\n| --: | --- | --- |',
    steps: '处理步骤',
    caution: '注意',
    related: (codes) => `相关报警：${codes.map((code) => `\`${code}\``).join('、')}。`,
  },
  en: {
    opening: (code, message, equipment) =>
      `From the knowledge base: **${code} ${message}** mostly concerns the ${equipment[0]?.toLowerCase()}${equipment.slice(1)}. Find the cause in the table first, then work through the steps.`,
    causes: 'Likely causes',
    table: '| # | Cause | How to tell |\n| --: | --- | --- |',
    steps: 'What to do',
    caution: 'Caution',
    related: (codes) => `Related alarms: ${codes.map((code) => `\`${code}\``).join(', ')}.`,
  },
}

/** Writes the markdown answer that a model would give from the hits; the best one decides. */
export function composeAlarmAnswer(hits: readonly AlarmHit[], language: Language): string {
  const best = hits[0]?.alarm
  if (best === undefined) return ''
  const wording = wordings[language]
  const related = hits.slice(1, 4).map(({ alarm }) => alarm.code)
  return [
    wording.opening(best.code, best.message, best.equipment),
    `## ${wording.causes}`,
    `${wording.table}\n${best.causes.map(({ cause, sign }, row) => `| ${row + 1} | ${cause} | ${sign} |`).join('\n')}`,
    `## ${wording.steps}`,
    best.steps.map((step, place) => `${place + 1}. ${step}`).join('\n'),
    `> **${wording.caution}** ${best.caution}`,
    ...(related.length > 0 ? [wording.related(related)] : []),
  ].join('\n\n')
}
