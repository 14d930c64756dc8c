import type { MarkdownIt } from 'markdown-it'
import type { MarkdownComponents } from './markdownComponents.ts'

/** What an answer may hold besides markdown's own, and how it is drawn. */
export interface MarkdownPlugin {
  readonly name: string
  /** Teaches the parser what the plugin reads. Called once for each parser. */
  readonly rules?: (parser: MarkdownIt) => void
  /** How it is drawn, unless the app has components of its own for these parts. */
  readonly components?: MarkdownComponents
}

const TAUGHT = new WeakMap<MarkdownIt, Set<string>>()

/** Teaches a parser the rules of plugins that it has not been taught yet. */
export function teach(parser: MarkdownIt, plugins: readonly MarkdownPlugin[]): MarkdownIt {
  const names = TAUGHT.get(parser) ?? new Set()
  TAUGHT.set(parser, names)
  for (const { name, rules } of plugins) {
    if (rules === undefined || names.has(name)) continue
    names.add(name)
    parser.use(rules)
  }
  return parser
}

/** The components of plugins, the later one for a part that two of them draw. */
export function componentsOf(plugins: readonly MarkdownPlugin[]): MarkdownComponents {
  return Object.assign({}, ...plugins.map(({ components }) => components))
}
