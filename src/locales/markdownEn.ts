import type { Messages } from './messages.ts'

/** English inside an answer: in a file of its own, because it is all that a lone `RillMarkdown` needs of the language. */
export const markdownEn: Messages['markdown'] = {
  image: 'Image',
  loadImage: 'Load image',
  imageBlocked: 'Image not shown',
  imageFailed: 'Image could not be loaded',
  copyCode: 'Copy',
  codeCopied: 'Copied',
  wrapCode: 'Wrap lines',
  copyTableAsMarkdown: 'Copy as Markdown',
  copyTableAsCsv: 'Copy as CSV',
  table: 'Table',
  taskDone: 'Done',
  taskOpen: 'Not done',
  footnote: 'Note',
  footnoteBack: 'Back to the text',
  formula: 'Formula',
  diagram: 'Diagram',
  diagramFailed: 'The diagram could not be drawn. This is its source.',
  diagramTooLong: 'The diagram is too large to be drawn. This is its source.',
  showSource: 'Show source',
  showDiagram: 'Show diagram',
  leadsTo: 'leads to',
  citation: 'Source',
  limited: 'Part of this text is nested too deeply or too large, and is shown without formatting.',
}
