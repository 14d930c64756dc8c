import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { readSamples } from './readSamples.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const runner = fileURLToPath(new URL('../recipes/callRecipe.py', import.meta.url))

/** What the route of a recipe sends. */
export interface RecipeAnswer {
  readonly type: string
  readonly pieces: readonly string[]
}

/** The program of a recipe's backend, as it stands on the page. */
export function readRecipe(page: string): string {
  const [program, ...more] = readSamples(root, page).filter(({ language }) => language === 'python')
  if (program === undefined || more.length > 0) throw new TypeError(`${page} has no one program`)
  return program.code
}

/** Runs the program with stand-ins for its model and its server, and asks its route. */
export function runRecipe(page: string, path: string, body: object): RecipeAnswer {
  const { status, stdout, stderr } = spawnSync('python3', [runner, path, JSON.stringify(body)], {
    input: readRecipe(page),
    encoding: 'utf8',
    env: { ...process.env, OPENAI_API_KEY: 'test', PYTHONIOENCODING: 'utf-8' },
  })
  if (status !== 0) throw new Error(`The program on ${page} fails: ${stderr}`)
  const answer: RecipeAnswer = JSON.parse(stdout)
  return answer
}
