import type { MarkdownIt } from 'markdown-it'
import type { ComputedRef, MaybeRefOrGetter } from 'vue'
import { computed, getCurrentScope, onScopeDispose, shallowRef, toRaw, toValue } from 'vue'
import type { BlockList } from '../markdown/blockList.ts'
import { createDefaultParser } from '../markdown/defaultParser.ts'
import type { MarkdownDocument } from '../markdown/document.ts'
import { createMarkdownDocument } from '../markdown/document.ts'
import { createReadingPace } from './readingPace.ts'

export interface UseMarkdownOptions {
  /** Whether more text may come: unfinished markup at the end is then not acted on. Default: false. */
  readonly streaming?: MaybeRefOrGetter<boolean | undefined>
  /** Your own markdown-it 15, read once. Default: raw HTML off, bare addresses become links. */
  readonly parser?: MarkdownIt
  /** What to teach the parser that is made when you bring none: the rules of plugins, such as `mathRules`. */
  readonly rules?: readonly ((parser: MarkdownIt) => void)[]
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
  // A parser kept in a reactive object would answer every rule through a proxy.
  const parser = toRaw(options.parser) ?? createDefaultParser()
  if (options.parser === undefined) for (const rule of options.rules ?? []) parser.use(rule)
  const document = createMarkdownDocument({ parser, repair: true })

  const turn = shallowRef(0)
  const pace = createReadingPace(() => turn.value++)
  if (getCurrentScope() !== undefined) onScopeDispose(() => pace.stop())
  let last: BlockList = document.tree
  let followed = ''

  // The document is this computed's own cache: it only ever follows the text, so that reading twice changes nothing.
  const tree = computed(() => {
    void turn.value // read again when a pause is over
    const text = toValue(source)
    follow(document, text, followed)
    followed = text
    const isStreaming = toValue(options.streaming) === true
    if (!isStreaming) document.finish()
    // A parser with plugins may have to read all of the text each time: what is still growing can wait for its turn. The
    // default one reads what is new, and what it has read is shown at once.
    const mayBeSlow = options.parser !== undefined && isStreaming
    last = mayBeSlow ? (pace.run(() => document.tree) ?? last) : document.tree
    return last
  })

  return { document, tree }
}

/**
 * Text that grew is told by its beginning, which is compared as a slice of the string given last: `startsWith` goes
 * character by character, and the document's own copy is in pieces that would be joined anew for every token. Together
 * they took nine tenths of the time of 200 KB read token by token.
 */
function follow(document: MarkdownDocument, text: string, followed: string): void {
  if (text === followed) return
  if (text.slice(0, followed.length) !== followed) document.reset()
  document.append(text.slice(document.source.length))
}
