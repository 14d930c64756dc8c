import { footnoteRules } from '../../../markdown/plugins/footnoteRules.ts'
import type { MarkdownPlugin } from '../markdownPlugin.ts'
import RillFootnote from './RillFootnote.vue'
import RillFootnoteReference from './RillFootnoteReference.vue'

/**
 * Notes: `[^1]` leads to `[^1]: text`, and back. A note stands where it is written; a reference is text until its note
 * has come.
 *
 * @example
 * app.use(createRill({ markdownPlugins: [footnotePlugin()] }))
 */
export function footnotePlugin(): MarkdownPlugin {
  return {
    name: 'footnotes',
    rules: footnoteRules,
    components: { footnote: RillFootnote, footnoteReference: RillFootnoteReference },
  }
}
