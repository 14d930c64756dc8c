// Writes docs/exports.md, and its Chinese page: everything that each entry of the package exports, with the first
// sentence of what the code says of it:
//   node scripts/exportDocs.mjs
import { writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { createChecker } from 'vue-component-meta'
import { publicEntries } from '../publicEntries.js'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

export const exportPages = [
  {
    path: 'docs/exports.md',
    title: 'Exports',
    intro: `Everything that the package exports, by entry. Components stand on [a page of their own](components.md); the guides say
what things are for. The package is of ES modules with types, and what an app does not import it does not ship.

This page is written from the code by \`npm run docs:exports\`.`,
    value: 'value',
    type: 'type',
    what: 'what it is',
    components: (links) => `Components: ${links.join(', ')}.`,
    more: (names) => `Further types: ${names.join(', ')}.`,
    entries: {
      'vue-rill/global': 'Registers every component for all templates.',
      'vue-rill/nuxt': 'The Nuxt module: components and composables without imports.',
      'vue-rill/resolver':
        'For unplugin-vue-components: finds the components by their names in templates.',
    },
  },
  {
    path: 'docs/zh/exports.md',
    title: '导出',
    intro: `这个包导出的全部内容，按入口排列。组件有[自己的一页](components.md)；各样东西用来做什么，见指南。包由带类型的 ES 模块组成，应用没有导入的就不会打包。

本页由 \`npm run docs:exports\` 从代码生成；说明取自源码的注释，所以是英文。`,
    value: '值',
    type: '类型',
    what: '说明',
    components: (links) => `组件：${links.join('、')}。`,
    more: (names) => `其他类型：${names.join('、')}。`,
    entries: {
      'vue-rill': '流、对话和组件，用于 Vue 应用。',
      'vue-rill/core': '读取器、解码器、方言、状态、运行与传输，不依赖任何框架。',
      'vue-rill/markdown': '增量 Markdown 文档，不依赖 Vue。',
      'vue-rill/pinia': '保存下来的对话，一个 Pinia store。',
      'vue-rill/testing': '由测试来演的后端、编码器和匹配器。',
      'vue-rill/shiki': '用 Shiki 给代码着色。',
      'vue-rill/math': '用 KaTeX 排公式。',
      'vue-rill/diagrams': '用 Mermaid 画图表。',
      'vue-rill/footnotes': '回答下方的脚注。',
      'vue-rill/export': '把对话写成 Markdown、HTML 或 JSON。',
      'vue-rill/nuxt': 'Nuxt 模块。',
      'vue-rill/resolver': '用于 unplugin-vue-components。',
      'vue-rill/global': '在所有模板里都能用的组件。',
      'vue-rill/devtools': 'Vue DevTools 里的流。',
    },
  },
]

/** What stands in the front of the list, in the order in which most apps meet it. */
const FIRST = ['index', 'core', 'markdown', 'pinia', 'testing']

/** What each entry exports: its name, what its file says of it, and each export with its kind and first sentence. */
export function readExports() {
  const program = createChecker(resolve(root, 'tsconfig.json'), {
    forceUseTs: true,
    schema: false,
  }).getProgram()
  const checker = program.getTypeChecker()
  const rest = publicEntries.filter((name) => !FIRST.includes(name))
  return [...FIRST, ...rest].map((entry) => {
    const source = program.getSourceFile(resolve(root, 'src', `${entry}.ts`))
    const module = source && checker.getSymbolAtLocation(source)
    const exports = module ? checker.getExportsOfModule(module) : []
    return {
      entry: entry === 'index' ? 'vue-rill' : `vue-rill/${entry}`,
      says: firstSentence(readHead(source?.text ?? '')),
      exports: exports
        .map((symbol) => describe(symbol, checker))
        .toSorted((one, other) => (one.name < other.name ? -1 : 1)),
    }
  })
}

/** What the comment at the top of an entry says behind its name. */
function readHead(text) {
  const said = /^\/\/ vue-rill[\w/]*: (.+(?:\n\/\/ .+)*)/.exec(text)?.[1] ?? ''
  return said.charAt(0).toUpperCase() + said.slice(1).replaceAll('\n// ', ' ')
}

function describe(symbol, checker) {
  const isAlias = symbol.flags & ts.SymbolFlags.Alias
  const target = isAlias ? checker.getAliasedSymbol(symbol) : symbol
  const [declaration] = target.declarations ?? []
  const isType = !(target.flags & ts.SymbolFlags.Value)
  const isComponent = declaration?.getSourceFile().fileName.endsWith('.vue') ?? false
  const text = ts.displayPartsToString(target.getDocumentationComment(checker))
  const parameters = ts.isFunctionDeclaration(declaration ?? symbol)
    ? declaration.parameters.map(nameOf).join(', ')
    : undefined
  return {
    name: symbol.name,
    kind: isComponent && symbol.name.startsWith('Rill') ? 'component' : isType ? 'type' : 'value',
    call: parameters === undefined ? symbol.name : `${symbol.name}(${parameters})`,
    says: firstSentence(text),
  }
}

/** A parameter as it is called; one that is taken apart at once is called what it is. */
function nameOf({ name, questionToken, initializer }) {
  const called = ts.isIdentifier(name) ? name.text : 'options'
  return questionToken || initializer ? `${called}?` : called
}

function firstSentence(text) {
  const flow = text
    .split(/\n\s*\n|\n- /)[0]
    .replaceAll(/\s+/g, ' ')
    .trim()
  const sentence = (/^.*?[.:](?= |$)/.exec(flow)?.[0] ?? flow).replace(/:$/, '.')
  return sentence.replaceAll(/\{@link (\w+)\}/g, '`$1`')
}

/** A page, not laid out. */
export function drawExports(entries, page) {
  const sections = entries.map(({ entry, says, exports }) => {
    const of = (kind) => exports.filter((one) => one.kind === kind)
    const links = of('component').map(
      ({ name }) => `[${name}](components.md#${name.toLowerCase()})`,
    )
    const types = of('type')
    const untold = types.filter((one) => one.says === '').map(({ name }) => `\`${name}\``)
    const parts = [
      `## ${entry}`,
      escapeTags(page.entries[entry] ?? says ?? ''),
      table([page.value, page.what], of('value'), ({ call }) => call),
      links.length === 0 ? '' : page.components(links),
      table(
        [page.type, page.what],
        types.filter((one) => one.says !== ''),
        ({ name }) => name,
      ),
      untold.length === 0 ? '' : page.more(untold),
    ]
    return parts.filter(Boolean).join('\n\n')
  })
  return `# ${page.title}\n\n${page.intro}\n\n${sections.join('\n\n')}\n`
}

function table(heads, rows, call) {
  if (rows.length === 0) return ''
  const lines = rows.map(
    (one) => `| \`${call(one)}\` | ${escapeTags(one.says).replaceAll('|', '\\|')} |`,
  )
  return [`| ${heads.join(' | ')} |`, '| --- | --- |', ...lines].join('\n')
}

/** Outside of code a tag would be one of the page. */
function escapeTags(text) {
  return text.replaceAll(/`[^`]*`|</g, (found) => (found === '<' ? '&lt;' : found))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const entries = readExports()
  for (const page of exportPages)
    writeFileSync(resolve(root, page.path), drawExports(entries, page))
}
