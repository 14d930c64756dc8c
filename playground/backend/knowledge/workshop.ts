import type { Language } from '../../shared/scenario.ts'

interface Errand {
  readonly opening: string
  /** Calls in order; the article's server gives neither a name nor an id for them. */
  readonly calls: readonly { readonly input: unknown; readonly output: unknown }[]
  readonly answer: string
}

/** What the LangChain agent does in the workshop: it reads a machine, then its history. */
export const errands: Readonly<Record<Language, Errand>> = {
  'zh-CN': {
    opening: '我先查看 3 号注塑机的实时数据。\n\n',
    calls: [
      {
        input: { machine: 'IM-03', signals: ['barrel_temperature', 'setpoint'] },
        output: { barrel_temperature: 236.4, setpoint: 210, unit: '°C', at: '2026-01-07T18:44:41' },
      },
      {
        input: { machine: 'IM-03', days: 7 },
        output: '最近 7 天：E001 报警 4 次，最近一次今天 16:20',
      },
    ],
    answer:
      '3 号注塑机料筒现在 **236.4 °C**，比设定值高 **26.4 °C**；一周内 `E001` 已报警 4 次。\n\n- 温度持续偏高，不像是瞬时波动\n- 传感器故障反复出现\n\n**建议今天报修**，并在修好之前把设定值降到 190 °C。',
  },
  en: {
    opening: 'I look at the live data of moulding machine 3 first.\n\n',
    calls: [
      {
        input: { machine: 'IM-03', signals: ['barrel_temperature', 'setpoint'] },
        output: { barrel_temperature: 236.4, setpoint: 210, unit: '°C', at: '2026-01-07T18:44:41' },
      },
      {
        input: { machine: 'IM-03', days: 7 },
        output: 'Last 7 days: E001 four times, most recently today at 16:20',
      },
    ],
    answer:
      'The barrel of machine 3 is at **236.4 °C**, **26.4 °C** above its setpoint, and `E001` came up four times this week.\n\n- The temperature stays high, so this is no spike\n- The sensor fault keeps coming back\n\n**Order the repair today**, and run at 190 °C until it is done.',
  },
}
