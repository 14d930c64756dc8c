import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { encoders } from '../../src/testing/encoders/index.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const page = readFileSync(join(root, 'docs/testing.md'), 'utf8')
const samples = [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map((match) => match[1] ?? '')

/** What the compiler says of the samples, each a module of its own. */
function compile(): readonly string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path))
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const files = new Map(
    samples.map((sample, index) => [
      join(root, 'test/docs', `sample${index}.ts`),
      `${sample.replace("from './AskBox.vue'", "from './AskBox'")}\nexport {}\n`,
    ]),
  )
  files.set(
    join(root, 'test/docs', 'AskBox.ts'),
    "import { defineComponent } from 'vue'\nexport default defineComponent({})\n",
  )
  files.set(
    join(root, 'test/docs', 'vue.d.ts'),
    "declare module '*.vue' {\n  import type { DefineComponent } from 'vue'\n  const component: DefineComponent\n  export default component\n}\n",
  )
  const base = ts.createCompilerHost(options)
  const host: ts.CompilerHost = {
    ...base,
    fileExists: (name) => files.has(name) || base.fileExists(name),
    readFile: (name) => files.get(name) ?? base.readFile(name),
    getSourceFile(name, version, ...rest) {
      const text = files.get(name)
      if (text === undefined) return base.getSourceFile(name, version, ...rest)
      return ts.createSourceFile(name, text, version)
    },
  }
  // What is declared for the playing of a sample need not be used.
  const lax = { ...options, noUnusedLocals: false, noEmit: true }
  const program = ts.createProgram([...files.keys()], lax, host)
  return [...files.keys()].flatMap((name) => {
    const source = program.getSourceFile(name)
    return ts.getPreEmitDiagnostics(program, source).map(({ messageText, start = 0 }) => {
      const line = source?.getLineAndCharacterOfPosition(start).line ?? 0
      return `${name.slice(dirname(name).length)}:${line + 1} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
    })
  })
}

function sayings(): string {
  const rows = Object.values(encoders)
    .toSorted((one, other) => one.dialect.localeCompare(other.dialect))
    .map(({ dialect, says, leavesOut }) => [
      `\`${dialect}\``,
      says.filter((saying) => saying !== 'done').join(', '),
      leavesOut.join(', '),
    ])
  const head = ['dialect', 'says, beside `done`', 'leaves out']
  const widths = head.map((cell, column) =>
    Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}

describe('docs/testing.md', () => {
  it('has samples that compile', { timeout: 120_000 }, () => {
    expect(samples.length).toBeGreaterThan(4)
    expect(compile()).toEqual([])
  })

  it('lists what each dialect can say', () => {
    expect(page).toContain(sayings())
  })
})
