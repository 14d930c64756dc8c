import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

it('vue-rill/testing is imported by plain node, without a page and without a test runner', () => {
  const entry = new URL('../../dist/testing.js', import.meta.url).href
  const script = `
    const before = new Set(Object.getOwnPropertyNames(globalThis))
    const { createTestStream, encodeEvents } = await import(${JSON.stringify(entry)})
    const stream = createTestStream('openai-chat')
    const asked = stream.fetch('/chat')
    await stream.token('hello')
    await stream.finish()
    const added = Object.getOwnPropertyNames(globalThis).filter((name) => !before.has(name) && !name.startsWith('__VUE'))
    console.log(JSON.stringify({ text: await (await asked).text(), added }))
  `
  const cwd = fileURLToPath(new URL('../..', import.meta.url))
  const told = execFileSync('node', ['--input-type=module', '-e', script], {
    cwd,
    encoding: 'utf8',
  })
  const { text, added }: { text: string; added: unknown } = JSON.parse(told)
  expect(text).toContain('"content":"hello"')
  // Vue's own marks for its tools are not counted.
  expect(added).toEqual([])
})
