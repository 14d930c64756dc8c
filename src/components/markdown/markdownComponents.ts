import type { Component, VNode } from 'vue'
import { h } from 'vue'
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
}

/** What a component for a heading is given, its text as the default slot. */
export interface HeadingProps {
  readonly level: number
}

/** What a component for a table is given, its rows as the default slot: place them in a `<table>`. */
export interface TableProps {
  /** No more rows come. */
  readonly closed: boolean
}

/** Your own components for parts of an answer. One that throws is replaced by the plain text of its part. */
export interface MarkdownComponents {
  readonly fence?: Component<FenceProps>
  readonly image?: Component<ImageProps>
  readonly link?: Component<LinkProps>
  readonly heading?: Component<HeadingProps>
  readonly table?: Component<TableProps>
}

/** Whether two maps name the same components. */
export function isSameMap(one: MarkdownComponents, other: MarkdownComponents): boolean {
  const parts = ['fence', 'image', 'link', 'heading', 'table'] as const
  return parts.every((part) => one[part] === other[part])
}

/** A part drawn by an app's own component, with what stands in its place should that fail. */
export function drawWith<Props extends object>(
  component: Component<Props>,
  props: Props,
  { key, plain, children }: { key?: number; plain: string; children?: () => VNode[] },
): VNode {
  return h(MarkdownBoundary, { key, plain }, () =>
    // Vue's own type of `h` takes no component whose props are a type parameter.
    h(
      component as Component,
      { ...props },
      children === undefined ? undefined : { default: children },
    ),
  )
}
