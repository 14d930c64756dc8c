import type { MarkdownSample } from './markdownSample.ts'

export const sampleEn: MarkdownSample = {
  references: [
    {
      id: 'pumps',
      title: 'Pump handbook, chapter 4',
      text: 'Cavitation begins where the pressure at the inlet falls below the vapour pressure of the liquid.',
      url: 'https://handbook.example/pumps#4',
      images: [],
      score: 0.93,
      metadata: {},
    },
    {
      id: 'log',
      title: 'Shift log of Monday',
      text: 'P-204 lost pressure twice after two hours at 81 °C.',
      images: [],
      score: 0.81,
      metadata: {},
    },
  ],
  text: `## Why P-204 loses pressure

The pump **cavitates**: at 81 °C the water boils at the inlet [1], which the shift log confirms [2]. A repair costs $190 to $240, a new impeller $1,900.[^prices]

The head that is left at the inlet is

$$
NPSH_A = \\frac{p_0 - p_v}{\\rho g} + z - h_f \\approx 1.9\\,\\text{m}
$$

and the pump needs $NPSH_R = 2.4\\,\\text{m}$.

### What to check

1. The strainer: more than **0.3 bar** across it means that it is blocked.
2. The level of the tank; at least 1.2 m.
3. The valve behind the pump:
   - [x] opens fully
   - [ ] closes within 4 s

| Sensor | Value | Unit | State |
| :----- | ----: | :--- | :---: |
| inlet  |  0.42 | bar  | low   |
| outlet |   3.9 | bar  | ok    |
| motor  |  61.5 | °C   | ok    |

### How it is computed

\`\`\`python
def head_left(pressure: float, vapour: float, level: float) -> float:
    """Head at the inlet in metres."""
    return (pressure - vapour) / (1000 * 9.81) + level  # water
\`\`\`

\`\`\`mermaid
flowchart LR
  accTitle: From the alarm to the repair
  A[Alarm] --> B{Strainer blocked?}
  B -- yes --> C[Clean it]
  B -- no --> D[Raise the level]
\`\`\`

> Do not run the pump dry: the seal lasts *minutes*.

[^prices]: List prices of last year, without work.
`,
}
