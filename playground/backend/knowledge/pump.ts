import type { Language } from '../../shared/scenario.ts'

/** A passage of the handbook that the answer rests on. */
export interface Passage {
  readonly id: string
  readonly title: string
  readonly file: string
  readonly url: string
  readonly text: string
  /** 0–1, higher is nearer. */
  readonly score: number
}

interface Case {
  readonly reasoning: string
  /** What the model looks up in the handbook. */
  readonly query: string
  readonly passages: readonly Passage[]
  readonly answer: string
  /** Names of the steps, where a platform has steps: looking things up, then answering. */
  readonly steps: readonly [string, string]
  /** What the platform says when the model behind it gives up. */
  readonly failure: string
}

const SUCTION = 'https://handbook.example/p-204/suction'
const COOLER = 'https://handbook.example/p-204/cooler'

/** What every platform is asked about: a pump that loses pressure when it is hot. */
export const cases: Readonly<Record<Language, Case>> = {
  'zh-CN': {
    reasoning:
      '冷态正常、热态才掉压，所以先排除管路堵塞。\n\n要看手册里吸入条件和冷却器两节，再按从易到难给出检查顺序。',
    query: 'P-204 热态掉压 吸入压力',
    passages: [
      {
        id: 'p204-suction',
        title: 'P-204 吸入条件',
        file: 'p-204-吸入条件.pdf',
        url: SUCTION,
        text: '吸入口压力不得低于 0.35 bar。油温每升高 10 K，所需余量增加约 0.05 bar。',
        score: 0.93,
      },
      {
        id: 'p204-cooler',
        title: 'P-204 油冷却器',
        file: 'p-204-油冷却器.pdf',
        url: COOLER,
        text: '额定负载下进出口温差为 8–12 K，低于 8 K 说明水侧结垢。',
        score: 0.86,
      },
    ],
    answer: `P-204 只在**热态**掉压，最可能是**吸入侧汽蚀**：油温升高以后蒸汽压上升，而吸入口的余量本来就小。

| 检查项 | 正常值 | 偏离说明 |
| --- | --- | --- |
| 吸入压力 | ≥ 0.35 bar | 滤芯或阀门节流 |
| 冷却器温差 | 8–12 K | 水侧结垢 |
| 泄漏油量 | ≤ 2 L/min | 内部磨损 |

按这个顺序检查：

1. 热态时读吸入压力表，低于 \`0.35 bar\` 就先换吸油滤芯
2. 比较冷却器进出口，温差小于 8 K 就清洗水侧
3. 前两项都正常，再测壳体泄漏油量

> 不要靠提高转速来补压力，汽蚀会在几小时内损坏叶轮。`,
    steps: ['检索手册', '生成回答'],
    failure: '模型服务暂时过载，请稍后重试',
  },
  en: {
    reasoning:
      'Cold it is fine, only hot it loses pressure, so the pipe is not blocked.\n\nI need the sections on suction and on the cooler, then an order of checks from easy to hard.',
    query: 'P-204 pressure loss hot, suction pressure',
    passages: [
      {
        id: 'p204-suction',
        title: 'P-204 suction conditions',
        file: 'p-204-suction.pdf',
        url: SUCTION,
        text: 'Suction pressure must stay above 0.35 bar. Each 10 K of oil temperature asks for about 0.05 bar more.',
        score: 0.93,
      },
      {
        id: 'p204-cooler',
        title: 'P-204 oil cooler',
        file: 'p-204-cooler.pdf',
        url: COOLER,
        text: 'At rated load the oil cools by 8–12 K. Less than 8 K means scale on the water side.',
        score: 0.86,
      },
    ],
    answer: `P-204 loses pressure only when it is **hot**, which points to **cavitation at the inlet**: hot oil has a higher vapour pressure, and the margin there is small.

| Check | Normal | Otherwise |
| --- | --- | --- |
| Suction pressure | ≥ 0.35 bar | filter or valve throttles |
| Cooler difference | 8–12 K | scale on the water side |
| Case leakage | ≤ 2 L/min | wear inside |

Check in this order:

1. Read the suction gauge while hot; below \`0.35 bar\` change the suction filter
2. Compare both sides of the cooler; below 8 K clean the water side
3. If both are fine, measure the case leakage

> Do not raise the speed to win back pressure: cavitation ruins the impeller within hours.`,
    steps: ['Search the handbook', 'Write the answer'],
    failure: 'The model is overloaded, try again later',
  },
}
