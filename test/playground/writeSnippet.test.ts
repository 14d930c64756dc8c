import { expect, it } from 'vitest'
import { choices, createScene, type Scene } from '../../playground/src/scene.ts'
import { writeSnippet } from '../../playground/src/writeSnippet.ts'
import { compileSamples } from '../support/compileSamples.ts'

const hostile = '"</script>` ${x}'

const scenes = choices.view.flatMap((view) =>
  (['rag', 'agno', 'openai-chat', 'own', 'mcp'] as const).map((backend, index): Scene => ({
    ...createScene('en'),
    view,
    backend,
    scenario: backend === 'mcp' ? 'agent' : '',
    question: hostile,
    recovery: index % 2 === 0 ? 'resume' : 'retry',
    fault: index % 2 === 0 ? 'composed' : 'none',
    transport: index % 2 === 0 ? 'fetch' : 'axios',
    dialect: backend === 'own' ? 'auto' : backend,
    markdown: backend === 'own' ? hostile : '',
  })),
)

it('every snippet compiles against the public entries', { timeout: 60_000 }, () => {
  const snippets = scenes.map((scene, index) => [
    `snippet${index}.vue`,
    writeSnippet(scene, 'http://127.0.0.1:5173'),
  ])
  expect(compileSamples(Object.fromEntries(snippets))).toBe('')
})

it('a fault that strikes the first requests strikes those of each question', () => {
  const scene = { ...createScene('en'), fault: 'composed', rules: 'busy.1.x1' } as const
  expect(writeSnippet(scene, 'http://127.0.0.1:5173')).toMatch(
    /useStream\(\(\) => .*[?&]once=" \+ Date\.now\(\)/s,
  )
})
