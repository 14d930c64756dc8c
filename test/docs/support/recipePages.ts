import { expect } from 'vitest'
import type { DialectName } from '../../../src/dialects/index.ts'

/** How the page asks, and in which dialect it is answered. */
interface RecipeRequest {
  readonly page: string
  readonly dialect: DialectName
  readonly path: string
  readonly body: object
}

interface Recipe extends RecipeRequest {
  readonly en: object
  readonly zh: object
}

export interface RecipePage extends RecipeRequest {
  readonly expected: object
}

/** What the LangChain recipe answers. */
export const TORQUE = {
  status: 'complete',
  answer: '# Torque\n\n12 Nm {[DONE\n\n- one\n- two',
  results: [{ text: 'Torque 12 Nm.', source: 'manual.pdf', metadata: { page: 12 } }],
  errors: [],
}
const WORDS = { status: 'complete', answer: 'Four **words**, no more.', errors: [] }

const recipes: readonly Recipe[] = [
  {
    page: 'flask',
    dialect: 'rag',
    path: '/api/search',
    body: { query: 'E001' },
    en: {
      status: 'complete',
      answer: 'Check the **wiring**.',
      integrity: 'match',
      results: [{ id: '1', images: [{ url: 'uploads/images/sensor1.png' }] }],
      references: [{ id: '1' }],
      errors: [],
    },
    zh: {
      status: 'complete',
      answer: '请检查**接线**。',
      integrity: 'match',
      results: [{ id: '1', images: [{ url: 'uploads/images/sensor1.png' }] }],
      references: [{ id: '1' }],
      errors: [],
    },
  },
  {
    page: 'fastapi',
    dialect: 'workflow',
    path: '/workflow/query',
    body: { message: 'How many?' },
    en: {
      status: 'complete',
      steps: [
        { status: 'ok', text: '## Analysis\n\nThe question is: How many?' },
        { status: 'ok', text: expect.stringContaining('| research | 86 |') },
      ],
      errors: [],
    },
    zh: {
      status: 'complete',
      steps: [
        { status: 'ok', text: '## 查询分析\n\n问题是：How many?' },
        { status: 'ok', text: expect.stringContaining('| 研发 | 86 |') },
      ],
      errors: [],
    },
  },
  {
    page: 'langchain',
    dialect: 'langchain',
    path: '/chat',
    body: { question: 'What torque?' },
    en: TORQUE,
    zh: TORQUE,
  },
  {
    page: 'llamaindex',
    dialect: 'llamaindex',
    path: '/agent',
    body: { user_msg: 'What is E001?' },
    en: {
      status: 'complete',
      answer: 'It is the **sensor**.',
      tools: [{ name: 'look_up', status: 'ok', output: 'E001: temperature sensor fault' }],
      errors: [],
    },
    zh: {
      status: 'complete',
      answer: 'It is the **sensor**.',
      tools: [{ name: 'look_up', status: 'ok', output: 'E001: 温度传感器故障' }],
      errors: [],
    },
  },
  {
    page: 'openai',
    dialect: 'openai-chat',
    path: '/v1/chat/completions',
    body: { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Four words?' }] },
    en: WORDS,
    zh: WORDS,
  },
]

/** The pages that bring the program of a backend, and what the kit makes of what it sends. */
export const recipePages: readonly RecipePage[] = recipes.flatMap(({ en, zh, ...recipe }) => [
  { ...recipe, page: `docs/recipes/${recipe.page}.md`, expected: en },
  { ...recipe, page: `docs/zh/recipes/${recipe.page}.md`, expected: zh },
])
