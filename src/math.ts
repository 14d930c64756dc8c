// vue-rill/math: formulas. KaTeX is loaded when the first whole formula is met.
export { mathPlugin } from './components/markdown/plugins/mathPlugin.ts'
export type { MathPluginOptions } from './components/markdown/plugins/mathPlugin.ts'
export { mathRules } from './markdown/plugins/mathRules.ts'
