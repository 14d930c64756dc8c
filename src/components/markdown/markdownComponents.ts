import type { Component, VNode } from 'vue'
import { h } from 'vue'
import type { ResultItem } from '../../dialects/events.ts'
import MarkdownBoundary from './MarkdownBoundary.vue'

/** What a component for fenced or indented code is given. */
export interface FenceProps {
  readonly code: string
  /** What stands behind the opening fence, its first word naming the language. */
  readonly info: string
  /** No more lines come: the moment to draw a diagram, or to highlight once and for all. */
  readonly closed: boolean
}

/** What a component for an image is given. It decides about requests itself; see `resolveImageUrl`. */
export interface ImageProps {
  /** The address as the answer gives it, unchecked. */
  readonly source: string
  readonly alt: string
  readonly title?: string
  /** The address may still grow: request nothing. */
  readonly unfinished: boolean
}

/** What a component for a link is given, its label as the default slot. */
export interface LinkProps {
  /** The address once it is whole; links that the policy refuses are text and reach no component. */
  readonly href: string | undefined
  readonly title?: string
  /** Where the link leads, if its label reads as the address of another host: show it beside the label. */
  readonly host?: string
}

/** What a component for a heading is given, its text as the default slot. */
export interface HeadingProps {
  readonly level: number
  /** Its address within the page, once the heading is whole; it never changes after that. */
  readonly id?: string
}

/** What a component for a table is given, its rows as the default slot: place them in a `<table>`. */
export interface TableProps {
  /** No more rows come. */
  readonly closed: boolean
}

/** What a component for a formula is given. Needs the rules of `vue-rill/math`. */
export interface MathProps {
  /** TeX, without its marks. */
  readonly source: string
  /** On a line of its own, or within a line. */
  readonly display: boolean
  /** The formula is whole: the moment to draw it. Until then show its source. */
  readonly closed: boolean
}

/** What a component for a diagram is given: a fence whose language is `mermaid`. */
export interface DiagramProps {
  readonly source: string
  readonly language: string
  /** No more lines come: the moment to draw it. */
  readonly closed: boolean
}

/** What a component for a note is given, its blocks as the default slot. Needs the rules of `vue-rill/footnotes`. */
export interface FootnoteProps {
  /** As it is written: `1` in `[^1]`. */
  readonly label: string
  /** Its address within the page. */
  readonly id: string
}

/** What a component for a reference to a note is given. */
export interface FootnoteReferenceProps {
  readonly label: string
  /** Address of the note within the page. */
  readonly noteId: string
}

/** What a component for the box of a task is given. */
export interface TaskItemProps {
  readonly done: boolean
}

/** What a component for a citation is given. Without a known source the text stays as it is. */
export interface CitationProps {
  readonly item: ResultItem
  /** The number of the source; the same in the text and on its card. */
  readonly number: number
}

/** Your own components for parts of an answer. One that throws is replaced by the plain text of its part. */
export interface MarkdownComponents {
  readonly fence?: Component<FenceProps>
  readonly image?: Component<ImageProps>
  readonly link?: Component<LinkProps>
  readonly heading?: Component<HeadingProps>
  readonly table?: Component<TableProps>
  readonly math?: Component<MathProps>
  readonly diagram?: Component<DiagramProps>
  readonly footnote?: Component<FootnoteProps>
  readonly footnoteReference?: Component<FootnoteReferenceProps>
  readonly taskItem?: Component<TaskItemProps>
  readonly citation?: Component<CitationProps>
}

/** The names of all parts; one that is missing here does not compile. */
const PARTS = Object.keys({
  fence: true,
  image: true,
  link: true,
  heading: true,
  table: true,
  math: true,
  diagram: true,
  footnote: true,
  footnoteReference: true,
  taskItem: true,
  citation: true,
} satisfies Record<keyof MarkdownComponents, true>)

/** Whether two maps name the same components. */
export function isSameMap(one: MarkdownComponents, other: MarkdownComponents): boolean {
  return PARTS.every((part) => Reflect.get(one, part) === Reflect.get(other, part))
}

interface PartContent {
  readonly key?: number
  readonly plain: string
  readonly children?: () => VNode[]
  /** What belongs to the part and stands behind it. */
  readonly behind?: readonly VNode[]
}

/** A part drawn by an app's own component, with what stands in its place should that fail. */
export function drawWith<Props extends object>(
  component: Component<Props>,
  props: Props,
  { key, plain, children, behind = [] }: PartContent,
): VNode {
  return h(MarkdownBoundary, { key, plain }, () => [
    // Vue's own type of `h` takes no component whose props are a type parameter.
    h(
      component as Component,
      { ...props },
      children === undefined ? undefined : { default: children },
    ),
    ...behind,
  ])
}
