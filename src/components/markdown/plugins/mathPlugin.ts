import { h } from 'vue'
import { mathRules } from '../../../markdown/plugins/mathRules.ts'
import type { MathProps } from '../markdownComponents.ts'
import type { MarkdownPlugin } from '../markdownPlugin.ts'
import RillMath from './RillMath.vue'

export interface MathPluginOptions {
  /** TeX macros of your own, by name with the backslash. */
  readonly macros?: Readonly<Record<string, string>>
  /** Longest formula in characters; longer ones show their source. Default: 4,000. */
  readonly maxLength?: number
}

/**
 * Formulas, drawn as MathML by KaTeX: every browser draws it without fonts or style sheets of KaTeX's, screen readers
 * read it, and no HTML is built or parsed on the way. Money stays text.
 *
 * @example
 * app.use(createRill({ markdownPlugins: [mathPlugin()] }))
 */
export function mathPlugin({
  macros = {},
  maxLength = 4_000,
}: MathPluginOptions = {}): MarkdownPlugin {
  const math = (props: MathProps) => h(RillMath, { ...props, macros, maxLength })
  math.props = ['source', 'display', 'closed']
  return { name: 'math', rules: mathRules, components: { math } }
}
