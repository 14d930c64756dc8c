import type { MarkdownIt } from 'markdown-it'
import type { ComputedRef, MaybeRefOrGetter } from 'vue'
import { computed, toValue } from 'vue'
import type { BlockList } from '../markdown/blockList.ts'
import type { MarkdownDocument } from '../markdown/document.ts'
import { createMarkdownDocument } from '../markdown/document.ts'

export interface UseMarkdownOptions {
  /** Whether more text may come: unfinished markup at the end is then not acted on. Default: false. */
  readonly streaming?: MaybeRefOrGetter<boolean | undefined>
  /** Your own markdown-it 15, read once. Default: raw HTML off, bare addresses become links. */
  readonly parser?: MarkdownIt
}

export interface UseMarkdownReturn {
  readonly document: MarkdownDocument
  /** The blocks of the text as it stands; unchanged blocks keep their objects. */
  readonly tree: ComputedRef<BlockList>
}

/**
 * Keeps a markdown document in step with a text that usually grows at its end. Text that grew is appended, any other
 * change starts over. Parsing happens when `tree` is read, so once per update however often the text changed.
 */
export function useMarkdown(
  source: MaybeRefOrGetter<string>,
  options: UseMarkdownOptions = {},
): UseMarkdownReturn {
  const document = createMarkdownDocument({ parser: options.parser, repair: true })

  // The document is this computed's own cache: it only ever follows the text, so that reading twice changes nothing.
  const tree = computed(() => {
    follow(document, toValue(source))
    if (toValue(options.streaming) !== true) document.finish()
    return document.tree
  })

  return { document, tree }
}

function follow(document: MarkdownDocument, text: string): void {
  if (text === document.source) return
  if (!text.startsWith(document.source)) document.reset()
  document.append(text.slice(document.source.length))
}
