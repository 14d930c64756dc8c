/** An answer that is in the first page already. */
export default defineEventHandler(() => ({
  answer: 'What was **answered before** comes with the page.',
}))
