import type { MarkdownPlugin } from '../markdownPlugin.ts'
import { mathRules } from '../../../markdown/plugins/mathRules.ts'
import { createMathComponent } from './mathComponent.ts'

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
export function mathPlugin(options: MathPluginOptions = {}): MarkdownPlugin {
  return {
    name: 'math',
    rules: mathRules,
    components: { math: createMathComponent(options) },
  }
}
