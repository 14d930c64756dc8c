import type { Token } from 'markdown-it'
import type { Component, VNode } from 'vue'
import { h } from 'vue'
import { labelsOf } from '../../markdown/citations/citeTokens.ts'
import { visibleText } from '../../markdown/visibleText.ts'
import type { CitationProps } from '../markdown/markdownComponents.ts'
import { CitationMark } from './CitationMark.ts'

/** A citation in a text, which looks up its sources itself. */
export function drawCitation(
  token: Token,
  drawing: {
    /** Something may still follow that makes it mean something else. */
    readonly unfinished: boolean
    readonly component: Component<CitationProps> | undefined
  },
): VNode {
  return h(CitationMark, {
    labels: labelsOf(token),
    text: visibleText(token.content),
    // What no text says, no text can change.
    unfinished: drawing.unfinished && token.content !== '',
    component: drawing.component,
  })
}
