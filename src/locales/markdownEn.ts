import type { Messages } from './messages.ts'

/** English inside an answer: in a file of its own, because it is all that a lone `RillMarkdown` needs of the language. */
export const markdownEn: Messages['markdown'] = {
  image: 'Image',
  loadImage: 'Load image',
  imageBlocked: 'Image not shown',
  imageFailed: 'Image could not be loaded',
  copyCode: 'Copy',
  codeCopied: 'Copied',
  table: 'Table',
  taskDone: 'Done',
  taskOpen: 'Not done',
  limited: 'Part of this text is nested too deeply or too large, and is shown without formatting.',
}
