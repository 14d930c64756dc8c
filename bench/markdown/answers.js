// The texts that are streamed. Made, not stored: each is as long as asked for, and the same in every run.

const WORDS =
  'the measured rate of each pump settles within two minutes after a restart while its valve stays below forty bar and no alarm is raised by the second sensor in the loop'.split(
    ' ',
  )

/** The last words of every text: once they are on the page, all of it is. */
export const END = 'The very end.'

const word = (at) => WORDS[(at * 7 + (at >> 4)) % WORDS.length]
const words = (from, count) => Array.from({ length: count }, (_, at) => word(from + at)).join(' ')

const sentence = (at) => words(at * 17, 17)
const stop = (at) => (at % 3 === 0 ? ', ' : '. ')

/** Pieces one after another until the text is long enough, and the end. */
function fill(length, head, piece, tail) {
  const pieces = [head]
  let size = head.length + tail.length
  for (let at = 0; size < length; at++) {
    const next = piece(at)
    pieces.push(next)
    size += next.length
  }
  return pieces.join('') + tail
}

const row = (at) =>
  `| ${at} | ${words(at, 3)} | ${(at * 37) % 1000} | **${word(at)}** ${word(at + 3)} |\n`

const TABLE_HEAD = '| no | what | rate | note |\n|---:|------|-----:|------|\n'

const sections = [
  (at) => `## ${words(at, 4)}\n\n`,
  (at) =>
    `${words(at, 24)}, *${words(at + 5, 2)}* and **${words(at, 2)}** with \`code ${at}\`. ${words(at, 30)}.\n\n`,
  (at) =>
    Array.from({ length: 6 }, (_, item) => `- ${words(at + item, 9)} **${word(at)}**\n`).join('') +
    '\n',
  (at) => `${words(at, 40)}; see [${words(at, 2)}](https://example.com/${at}).\n\n`,
  (at) =>
    `\`\`\`ts\n${Array.from({ length: 10 }, (_, line) => `const value${line} = read(${at}, '${word(line)}')\n`).join('')}\`\`\`\n\n`,
  (at) => `${TABLE_HEAD}${Array.from({ length: 6 }, (_, line) => row(at + line)).join('')}\n`,
  (at) => `> ${words(at, 20)}\n> ${words(at + 2, 18)}\n\n`,
  (at) =>
    Array.from({ length: 4 }, (_, item) => `${item + 1}. ${words(at + item, 12)}\n`).join('') +
    '\n',
  (at) => `泵站 ${at} 的流量在重启后两分钟内趋于**稳定**，压力保持在四十巴以下，没有报警。\n\n`,
]

/** Each kind of answer, by name. */
export const answers = {
  mixed: (length) =>
    fill(length, '# A report\n\n', (at) => sections[at % sections.length](at), END),
  list: (length) => fill(length, '', (at) => `- ${words(at, 8)} *${word(at)}*\n`, `- ${END}`),
  table: (length) => fill(length, TABLE_HEAD, row, `| 0 | ${END} |`),
  fence: (length) =>
    fill(
      length,
      '```ts\n',
      (at) => `  const value${at} = read(${at}, '${words(at, 3)}')\n`,
      `// ${END}\n\`\`\`\n`,
    ),
  paragraph: (length) =>
    fill(
      length,
      '',
      (at) => `${sentence(at)}${at % 5 === 0 ? ` **${word(at)}**` : ''}${stop(at)}`,
      END,
    ),
  plain: (length) => fill(length, '', (at) => `${sentence(at)}${stop(at)}`, END),
}
