// vue-rill/footnotes: notes below an answer and the references to them.
export { footnotePlugin } from './components/markdown/plugins/footnotePlugin.ts'
export { footnoteRules } from './markdown/plugins/footnoteRules.ts'
