/** An answer with everything that an answer may hold: for scenes and tests of formulas, notes, diagrams and colours. */
export const RICH_ANSWER = `## Power of a pump

The pump costs $19 and $39 a month; its power is $P = \\frac{\\rho g Q H}{\\eta}$ where \\(\\eta < 1\\).[^1] 其中$Q$是流量，$H$是扬程。

$$
E = \\int_0^T P(t)\\,dt \\approx \\sum_{i=1}^{n} P_i \\,\\Delta t
$$

### What was done

- [x] read both sensors
- [x] compare with *last week*
- [ ] check the bearing[^bearing]

| Sensor | Value | Unit | Mean | State | Formula |
|:-------|------:|------|:----:|-------|---------|
| inlet  |   2.4 | bar  | 2.3  | ok    | =A1+B1  |
| outlet |  -0.3 | bar  | 4.1  | **low** | a \\| b |

### How it is computed

\`\`\`python
def power(flow: float, head: float, eta: float = 0.7) -> float:
    """Shaft power in watts."""
    if eta <= 0:
        raise ValueError(f"no efficiency: {eta}")
    return 1000 * 9.81 * flow * head / eta  # water
\`\`\`

\`\`\`mermaid
flowchart LR
  accTitle: From the alarm to the repair
  A[Alarm] --> B{Bearing hot?}
  B -- yes --> C[Stop the pump]
  B -- no --> D[Watch]
\`\`\`

### What was done

Nothing more until Monday.

[^1]: The efficiency is *measured*; the manual says 0.72.
[^bearing]: Its temperature was 81 °C.

    The limit is 90 °C.
`
