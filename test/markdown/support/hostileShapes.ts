const fill = (piece: string, length: number): string =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
const halves = (open: string, close: string, length: number): string =>
  fill(open, length / 2) + fill(close, length / 2)
const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => `${line(index)}\n`).join('')

/** Texts of a given length that make one parser or another take time out of proportion. */
export const HOSTILE_SHAPES: Readonly<Record<string, (length: number) => string>> = {
  'strong in emphasis in strong': (length) => halves('*a **a ', 'b** b* ', length),
  'emphasis that only closes': (length) => fill('a_ ', length),
  'emphasis that only opens': (length) => fill('_a ', length),
  'marks that do not match': (length) => fill('*a_ ', length),
  'marks of all kinds': (length) => fill('**_* ', length),
  'opened and closed in each other': (length) => halves('*_**a', '**_*', length),
  'runs of three': (length) => fill('a**b c* ', length),
  'brackets that only open': (length) => fill('[a', length),
  'brackets that only close': (length) => fill('a]', length),
  'brackets in brackets': (length) => halves('[', ']', length),
  'addresses that only open': (length) => fill('[a](b', length),
  'addresses in angle brackets': (length) => fill('[a](<b', length),
  'images in images': (length) => fill('![[]()', length),
  'runs of backticks': (length) =>
    Array.from({ length: Math.sqrt(2 * length) }, (_, index) => `e${'`'.repeat(index)}`).join(''),
  'quotes in quotes': (length) => fill('> ', length),
  'lists in lists': (length) => fill('- ', length),
  'items one deeper than the last': (length) =>
    lines(Math.sqrt(length), (index) => `${' '.repeat(index)}* a`),
  'empty items': (length) => fill('-\n\n', length),
  'a list and blank lines': (length) => `${'- '.repeat(50)}x${fill('\n', length)}`,
  'quotes with nothing in them': (length) => lines(length / 200, () => '> '.repeat(100)),
  NUL: (length) => fill('a\0', length),
  comments: (length) => fill('<!--', length),
  'half tags': (length) => fill('<a', length),
  'angle brackets': (length) => `${'<'.repeat(length)}a>`,
  'links without end': (length) => fill('http://', length),
  'marks behind a link': (length) => `https://example.com/?${'*'.repeat(length)}`,
  'mail addresses': (length) => fill('a@', length),
  definitions: (length) => lines(length / 20, (index) => `[label ${index}]: /u${index}`),
  'uses of a definition': (length) => `[a]: /u\n\n${fill('[a] ', length)}`,
  'a title without end': (length) => `[a]: /u "${fill('t\n', length)}`,
  'a wide table': (length) =>
    lines(3, (index) => `|${fill(index === 1 ? '-|' : 'a|', length / 3)}`),
  'a table with short rows': (length) =>
    `|${'a|'.repeat(150)}\n|${'-|'.repeat(150)}\n${fill('|x\n', length)}`,
  'what looks like a table': (length) => fill('|a\n', length),
  headings: (length) => fill('# a\n', length),
  'rules and headings': (length) => fill('a\n-\n---\n', length),
  entities: (length) => fill('&amp;', length),
  escapes: (length) => fill('\\*', length),
  'line breaks': (length) => fill('a  \n', length),
  'carriage returns': (length) => fill('\r', length),
  tabs: (length) => fill('\t- a\n', length),
  'blank lines in code': (length) => `    a\n${fill('\n', length)}`,
  'one word': (length) => fill('a', length),
  'a quote that goes on without its mark': (length) => `> ${fill('a\n', length)}`,
  'blocks in turn': (length) => fill('> a\n- b\n```\nc\n```\n', length),
}
