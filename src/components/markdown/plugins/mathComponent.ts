import type { VNode } from 'vue'
import { defineComponent, h, onMounted, shallowRef, watch } from 'vue'
import { visibleText } from '../../../markdown/visibleText.ts'
import type { MathProps } from '../markdownComponents.ts'
import { useMarkdownSettings } from '../markdownSettings.ts'
import type { Katex } from './katex.ts'
import { loadKatex } from './katex.ts'
import { drawMathMl } from './mathMl.ts'
import type { MathPluginOptions } from './mathPlugin.ts'

const MAX_LENGTH = 4_000

/** Macros that call each other may grow a formula without end. */
const MAX_EXPANSIONS = 500

/** Widest and highest a formula may ask to be, in `em`. */
const MAX_SIZE = 40

/** KaTeX writes the name of a command that it refuses, such as a link's, in this colour and leaves the rest out. */
const REFUSED = '#fe0102'

/** Draws a formula once it is whole and KaTeX is there; its source stands in its place until then, or for good. */
export function createMathComponent({ macros, maxLength = MAX_LENGTH }: MathPluginOptions) {
  function draw(katex: Katex, { source, display }: MathProps): VNode | undefined {
    try {
      // oxlint-disable-next-line no-underscore-dangle -- the name is KaTeX's
      const tree = katex.__renderToDomTree(source, {
        output: 'mathml',
        displayMode: display,
        throwOnError: true,
        trust: false,
        strict: 'ignore',
        errorColor: REFUSED,
        maxExpand: MAX_EXPANSIONS,
        maxSize: MAX_SIZE,
        // Definitions in one formula must not reach another: each gets a copy.
        macros: { ...macros },
      })
      return drawMathMl(tree, { refused: REFUSED })
    } catch {
      // Not TeX, or more than the limits allow: the source says what was meant.
      return undefined
    }
  }

  return defineComponent(
    (props: MathProps) => {
      const { label } = useMarkdownSettings()
      const katex = shallowRef<Katex>()

      onMounted(() => {
        watch(
          () => props.closed,
          async (closed) => {
            if (closed && props.source.length <= maxLength) katex.value ??= await loadKatex()
          },
          { immediate: true },
        )
      })

      return () => {
        const isReady = props.closed && props.source.length <= maxLength
        const drawn = isReady && katex.value !== undefined ? draw(katex.value, props) : undefined
        const state = drawn === undefined ? 'source' : 'drawn'
        const name = props.display ? 'rill-math rill-math-display' : 'rill-math'
        const attributes = { class: name, 'data-state': state, dir: 'ltr' }
        if (drawn !== undefined) return h('span', attributes, [drawn])
        const code = h(
          'code',
          { class: 'rill-math-source', title: label('formula') },
          visibleText(props.source),
        )
        return h('span', attributes, [code])
      }
    },
    { name: 'RillMath', props: ['source', 'display', 'closed'] },
  )
}
