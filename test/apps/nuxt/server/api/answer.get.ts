/** An answer that is there before the page is. */
export default defineEventHandler(() => ({
  answer: [
    '# Error E001',
    'The *valve* is **stuck**[^1], see [the manual](https://example.com/manual).',
    '| part | state |\n| --- | --- |\n| valve | stuck |',
    '```ts\nconst valve = open()\n```',
    '- [x] looked\n- [ ] mended',
  ].join('\n\n'),
}))
