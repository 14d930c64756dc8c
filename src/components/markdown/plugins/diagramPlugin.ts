import { h } from 'vue'
import type { DiagramProps } from '../markdownComponents.ts'
import type { MarkdownPlugin } from '../markdownPlugin.ts'
import RillDiagram from './RillDiagram.vue'

export interface DiagramPluginOptions {
  /** Longest source in characters; longer ones show their source. Default: 20,000. */
  readonly maxLength?: number
}

/**
 * Diagrams: fences of the language `mermaid`, drawn by Mermaid once they are whole. The picture is shown as an image,
 * which runs nothing and loads nothing; a content security policy has to allow `img-src blob:` for it.
 *
 * Mermaid itself measures text with style elements and markup of its own. Under `require-trusted-types-for 'script'`, or where
 * a policy forbids inline styles, it may fail: the source is shown, with a sentence.
 *
 * @example
 * app.use(createRill({ markdownPlugins: [diagramPlugin()] }))
 */
export function diagramPlugin({ maxLength = 20_000 }: DiagramPluginOptions = {}): MarkdownPlugin {
  const diagram = (props: DiagramProps) => h(RillDiagram, { ...props, maxLength })
  diagram.props = ['source', 'language', 'closed']
  return { name: 'diagrams', components: { diagram } }
}
