import type { Component, VNode } from 'vue'
import { computed, createTextVNode, defineComponent, h } from 'vue'
import { drawWith } from '../markdown/markdownComponents.ts'
import type { CitationProps } from '../markdown/markdownComponents.ts'
import { chipText } from './chipText.ts'
import { useCitations } from './citations.ts'
import type { CitedSource } from './numberSources.ts'
import RillCitation from './RillCitation.vue'

interface CitationMarkProps {
  /** What the text names, in order. */
  readonly labels: readonly string[]
  /** The text itself, which stays as it is while nothing is known of what it names. */
  readonly text: string
  /** With the next character it may come to mean something else. */
  readonly unfinished: boolean
  /** An app's own component for a citation. */
  readonly component?: Component<CitationProps>
}

/**
 * A place in an answer that names sources. It looks them up itself, so that a source which arrives later lights up the
 * number that waits for it and touches nothing else on the page.
 */
export const CitationMark = defineComponent(
  (props: CitationMarkProps) => {
    const citations = useCitations()
    const found = computed<readonly (CitedSource | undefined)[]>((before) => {
      const now = props.labels.map((label) => citations?.find(label))
      return before?.length === now.length && now.every((source, at) => source === before[at])
        ? before
        : now
    })

    function draw(source: CitedSource | undefined, at: number): VNode {
      const label = props.labels[at] ?? ''
      if (source === undefined) return createTextVNode(props.text === '' ? '' : `[${label}]`)
      if (props.unfinished) {
        return h('span', { class: 'rill-citation-chip' }, chipText(source.number))
      }
      const { component } = props
      return component === undefined
        ? h(RillCitation, { key: `${at} ${source.item.id}`, ...source })
        : drawWith(component, source, { plain: `[${source.number}]` })
    }

    return () => {
      const isUnknown = found.value.every((source) => source === undefined)
      if (isUnknown) return createTextVNode(props.text)
      const drawn = found.value.map(draw)
      return drawn.length === 1 ? drawn[0] : drawn
    }
  },
  { name: 'CitationMark', props: ['labels', 'text', 'unfinished', 'component'] },
)
