import { defineComponent, h } from 'vue'
import type { MarkdownBlock } from '../../markdown/markdownBlock.ts'
import { useMarkdownSettings } from './markdownSettings.ts'
import { writeTableCsv, writeTableMarkdown } from './tableText.ts'
import { useCopied } from '../controls/useCopied.ts'

interface TableActionsProps {
  readonly table: MarkdownBlock
}

const ACTIONS = [
  { name: 'markdown', label: 'copyTableAsMarkdown', write: writeTableMarkdown },
  { name: 'csv', label: 'copyTableAsCsv', write: writeTableCsv },
] as const

/**
 * The buttons above a table. They stand there from its first row on, so that nothing moves when it is whole. Drawn by a
 * function: a loop in a template leaves two empty text nodes on the page.
 */
export const TableActions = defineComponent(
  (props: TableActionsProps) => {
    const { label } = useMarkdownSettings()
    const { copied, copy } = useCopied()

    return () =>
      h(
        'div',
        { class: 'rill-table-head' },
        ACTIONS.map(({ name, label: words, write }) =>
          h(
            'button',
            {
              class: 'rill-code-action',
              type: 'button',
              'data-action': name,
              onClick: () => copy(name, write(props.table)),
            },
            copied.value === name ? label('codeCopied') : label(words),
          ),
        ),
      )
  },
  { name: 'TableActions', props: ['table'] },
)
