// vue-rill/diagrams: diagrams. Mermaid is loaded when the first whole diagram is met.
export { diagramPlugin } from './components/markdown/plugins/diagramPlugin.ts'
export type { DiagramPluginOptions } from './components/markdown/plugins/diagramPlugin.ts'
