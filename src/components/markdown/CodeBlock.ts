import type { VNode } from 'vue'
import { computed, createTextVNode, defineComponent, h, shallowRef } from 'vue'
import { visibleCode } from '../../markdown/visibleText.ts'
import { cutIntoChunks, languageOf } from './codeChunks.ts'
import { useMarkdownSettings } from './markdownSettings.ts'
import { useCopied } from '../controls/useCopied.ts'
import { useHighlightedLines } from './useHighlightedLines.ts'

interface CodeBlockProps {
  readonly code: string
  /** What stands behind the opening fence; its first word names the language. */
  readonly info: string
  /** No more lines come. */
  readonly closed: boolean
  /** What names the sources that the code leans on. */
  readonly citations?: readonly VNode[] | undefined
}

/**
 * A block of code with its language, a switch for long lines and a copy button. Drawn by a function: parts of a template
 * that draw several nodes leave empty text nodes around them, or are components of their own.
 */
export const CodeBlock = defineComponent(
  (props: CodeBlockProps) => {
    const { label, highlighter } = useMarkdownSettings()
    const language = computed(() => languageOf(props.info))
    const shown = computed(() => visibleCode(props.code))
    const isWrapped = shallowRef(false)
    const { copied, copy } = useCopied()
    const drawLines = useHighlightedLines(shown, language, highlighter)

    const toggleWrap = (): void => void (isWrapped.value = !isWrapped.value)
    // Without the last line break: pasted into a terminal, it would run the command.
    const copyCode = (): Promise<void> => copy('code', shown.value.replace(/\n$/, ''))

    const drawHead = (): VNode =>
      h('div', { class: 'rill-code-head' }, [
        language.value,
        ...(props.citations ?? []),
        h(
          'button',
          {
            class: 'rill-code-action rill-code-wrap',
            type: 'button',
            'aria-pressed': isWrapped.value,
            onClick: toggleWrap,
          },
          label('wrapCode'),
        ),
        h(
          'button',
          { class: 'rill-code-action rill-code-copy', type: 'button', onClick: copyCode },
          label(copied.value === undefined ? 'copyCode' : 'codeCopied'),
        ),
      ])

    return () => {
      const text = h('code', drawLines?.() ?? cutIntoChunks(shown.value).map(drawChunk))
      const body = {
        class: isWrapped.value ? 'rill-code-body rill-code-wrapped' : 'rill-code-body',
        dir: 'ltr',
        tabindex: 0,
      }
      return h('div', { class: 'rill-code', 'data-state': props.closed ? 'closed' : 'open' }, [
        drawHead(),
        h('pre', body, [text]),
      ])
    }
  },
  { name: 'RillCodeBlock', props: ['code', 'info', 'closed', 'citations'] },
)

/**
 * A run of lines is a box of its own: a line that is added lays out its own run, not the whole block. The first, which
 * most code does not outgrow, needs none.
 */
function drawChunk(chunk: string, index: number): VNode {
  return index === 0
    ? createTextVNode(chunk)
    : h('span', { key: index, class: 'rill-code-lines' }, chunk)
}
