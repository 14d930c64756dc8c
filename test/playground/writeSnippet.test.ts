import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { compileScript, parse } from 'vue/compiler-sfc'
import { choices, createScene, type Scene } from '../../playground/src/scene.ts'
import { writeSnippet } from '../../playground/src/writeSnippet.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const hostile = '"</script>` ${x}'

const scenes = choices.view.flatMap((view) =>
  (['rag', 'agno', 'openai-chat', 'own', 'mcp'] as const).map((backend, index): Scene => ({
    ...createScene('en'),
    view,
    backend,
    scenario: backend === 'mcp' ? 'agent' : '',
    question: hostile,
    transport: index % 2 === 0 ? 'fetch' : 'axios',
    dialect: backend === 'own' ? 'auto' : backend,
    markdown: backend === 'own' ? hostile : '',
  })),
)

/** A snippet as the module that Vue's compiler makes of it, template included. */
function compile(snippet: string): string {
  const { descriptor, errors } = parse(snippet)
  if (errors.length > 0) throw new Error(errors.join('\n'))
  return compileScript(descriptor, { id: 'snippet', inlineTemplate: true }).content
}

it('every snippet compiles against the public entries', { timeout: 60_000 }, () => {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path))
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const files = new Map(
    scenes.map((scene, index) => [
      join(root, 'test/playground', `snippet${index}.ts`),
      compile(writeSnippet(scene, 'http://127.0.0.1:5173')),
    ]),
  )
  files.set(
    join(root, 'test/playground', 'assets.d.ts'),
    "declare module '*.vue' {\n  import type { DefineComponent } from 'vue'\n  const component: DefineComponent\n  export default component\n}\ndeclare module 'vue-rill/style.css' {}\n",
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
  // What Vue's compiler writes is not held to the rules of the sources.
  const lax = { ...options, noUnusedLocals: false, noUncheckedSideEffectImports: false }
  const program = ts.createProgram([...files.keys()], lax, host)
  const said = [...files.keys()].flatMap((name) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(name))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')),
  )
  expect(said).toEqual([])
})
