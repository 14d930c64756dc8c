import type { MarkdownSample } from './markdownSample.ts'

export const sampleZh: MarkdownSample = {
  references: [
    {
      id: 'pumps',
      title: '泵手册第 4 章',
      text: '入口压力低于液体的汽化压力时，汽蚀就开始了。',
      url: 'https://handbook.example/pumps#4',
      images: [],
      score: 0.93,
      metadata: {},
    },
    {
      id: 'log',
      title: '周一交接班记录',
      text: 'P-204 在 81 °C 运行两小时后两次掉压。',
      images: [],
      score: 0.81,
      metadata: {},
    },
  ],
  text: `## P-204 为什么掉压

泵发生了**汽蚀**：81 °C 时水在入口处沸腾 [1]，交接班记录也能证实 [2]。维修费用约 $190 到 $240，新叶轮 $1,900。[^prices]

入口处剩余的汽蚀余量为

$$
NPSH_A = \\frac{p_0 - p_v}{\\rho g} + z - h_f \\approx 1.9\\,\\text{m}
$$

而泵需要 $NPSH_R = 2.4\\,\\text{m}$。

### 检查步骤

1. 过滤器：压差超过 **0.3 bar** 说明已经堵塞。
2. 水箱液位：至少 1.2 m。
3. 泵后的阀门：
   - [x] 能完全打开
   - [ ] 4 秒内关闭

| 传感器 | 数值 | 单位 | 状态 |
| :----- | ---: | :--- | :--: |
| 入口   | 0.42 | bar  | 偏低 |
| 出口   |  3.9 | bar  | 正常 |
| 电机   | 61.5 | °C   | 正常 |

### 计算方法

\`\`\`python
def head_left(pressure: float, vapour: float, level: float) -> float:
    """入口处的剩余压头，单位米。"""
    return (pressure - vapour) / (1000 * 9.81) + level  # 水
\`\`\`

\`\`\`mermaid
flowchart LR
  accTitle: 从报警到维修
  A[报警] --> B{过滤器堵塞?}
  B -- 是 --> C[清洗]
  B -- 否 --> D[提高液位]
\`\`\`

> 不要让泵干转：机械密封只能坚持*几分钟*。

[^prices]: 去年的目录价，不含人工。
`,
}
