/** Answers as models write them, each with the markup that flickers while it is typed. */
export const REALISTIC_ANSWERS: readonly string[] = [
  'The spindle **overheats** because the *cooling fins* are dirty [1]. See [the manual](https://example.com/manual "Manual") and `fan.check()` first.\n\n1. Switch the machine **off**.\n2. Clean the fins; see ![the fins](https://example.com/fins.png).\n3. Run `self_test --full` and note the ***result***.\n\n> **Note:** wait until it is cold [2, 3].\n',
  '## Summary\n\n| Step | Time | Result |\n|------|-----:|:------:|\n| Load | 12 ms | **ok** |\n| Parse | 3 ms | ~~failed~~ `E_204` |\n\nTotals are in [the report][report].\n\n[report]: https://example.com/report\n\n### Next\n\n- [ ] Ask for the *log*\n- [x] Compare `a_b_c` with __d__\n\n---\n\nDone.\n',
  '可以这样处理：**先断电**，再检查*传感器*【1†手册】。\n\n```python\ndef check(value):\n    return value * 2  # **not** bold\n```\n\n然后访问 <https://example.com/路径> 或 https://example.com/a_b_c。价格 $19 和 $39，温度 3 < 5 && 6 > 4。\n',
  'A list:\n- one\n- two with **bold\n  text** over lines\n  - nested `code`\n    - deeper [link](https://example.com/a_(b))\n\nA paragraph\nwith a [label] that is none, 2 * 3 * 4, snake_case_name, AT&amp;T and a \\* star.\n\n***\n\n1) first\n2) second\n',
]

/** Answers with formulas, and with money that is none. */
export const MATH_ANSWERS: readonly string[] = [
  'The flow is $Q = A \\cdot v$, so with $A = 2$ and $v_1 = 3$ it is $6$.\n\n$$\nP = \\frac{1}{2} \\rho v^2\n$$\n\nwhere $\\rho$ is the **density**.\n',
  'It costs $19 and $39, or US$5 a month; the other $1,000.50 went to `$HOME`.\n\n- **$5** for one\n- $x^2$ for the other\n',
  'Inline \\(a_1 + b_1\\) and display:\n\n\\[\n\\int_0^1 x \\, dx = \\frac12\n\\]\n\n| formula | cost |\n|---------|-----:|\n| $e^{i\\pi}$ | $20 |\n\n> $$E = mc^2$$\n',
]
