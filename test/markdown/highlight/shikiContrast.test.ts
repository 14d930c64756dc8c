import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createShikiHighlighter } from '../../../src/shiki.ts'

const tokens = readFileSync(new URL('../../../src/styles/tokens.css', import.meta.url), 'utf8')

/** What code stands on, on a light page and on a dark one. */
const [, light = '', dark = ''] =
  /--rill-color-surface-sunken: var\(--rill-light, (#\w{6})\) var\(--rill-dark, (#\w{6})\)/.exec(
    tokens,
  ) ?? []

const CODE: Readonly<Record<string, string>> = {
  typescript: `// A comment\n/** @param name of it */\n@decorated\nexport class Pump<T> extends Part {
  static readonly limit = 0x1f\n  run(at: number): void {\n    return \`a \${at} \\n\` + /[a-z]+\\d?/gu + null\n  }\n}`,
  python: `# A comment\nasync def run(self, at: int = 3) -> None:\n    """Words."""\n    print(f"{at!r}\\n", True)`,
  html: `<!-- A comment -->\n<p class="a" hidden>Words &amp; more</p>\n<script>let a = 1</script>`,
  css: `/* A comment */\n@media print {\n  .a > b:hover { color: #fff; margin: 1rem !important; }\n}`,
  json: `{ "a": [1, true, null, "b\\n"] }`,
  sql: `-- A comment\nSELECT COUNT(*) AS n FROM parts WHERE name LIKE 'a%' LIMIT 10;`,
  bash: `# A comment\nif [ -f "$1" ]; then grep -n 'a' "$1" | head -3; fi`,
  markdown: `# Title\n\n> **bold** _soft_ \`code\` [link](/a)\n\n- one`,
  diff: `--- a\n+++ b\n@@ -1 +1 @@\n-old\n+new`,
}

describe('the colours of code', () => {
  it.each(Object.keys(CODE))('can be read in %s, light and dark', async (language) => {
    expect([light, dark].map((colour) => colour.length)).toEqual([7, 7])
    const session = await createShikiHighlighter().open(language)
    const lines = (await session?.highlight((CODE[language] ?? '').split('\n'))) ?? []
    const runs = lines.flat().filter(({ text }) => text.trim() !== '')
    const faint = runs.filter(
      (run) => contrast(run.light ?? '', light) < 4.5 || contrast(run.dark ?? '', dark) < 4.5,
    )
    expect(runs.length).toBeGreaterThan(3)
    expect(faint).toEqual([])
  })
})

/** As WCAG 2 reckons it. */
function contrast(one: string, other: string): number {
  const [less = 0, more = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (more + 0.05) / (less + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
