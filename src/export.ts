// vue-rill/export: a talk as Markdown, HTML or JSON. Each writer stands alone; the one for HTML loads Vue's server renderer
// when it is called.
export { exportThread } from './export/exportThread.ts'
export type { ExportFormat } from './export/exportThread.ts'
export type { ExportOptions } from './export/outlineThread.ts'
export { threadToHtml } from './export/threadToHtml.ts'
export { importThread, threadToJson } from './export/threadToJson.ts'
export { threadToMarkdown } from './export/threadToMarkdown.ts'
