import { type Component, createApp, h, nextTick, shallowRef } from 'vue'
import { type ElementWatch, watchElement, type WatchElementOptions } from './elementWatch.ts'
import { settle, takeTurn } from './turn.ts'

export interface RenderEveryPrefixOptions extends WatchElementOptions {
  /** The props for a prefix. Default: `{ content, streaming }`, as `RillMarkdown` takes them. */
  readonly props?: (prefix: string, isWhole: boolean) => Readonly<Record<string, unknown>>
  /** Where it is drawn. Default: a new element at the end of the body. */
  readonly container?: Element
}

export interface PrefixRendering extends ElementWatch {
  /** What the component is drawn in. */
  readonly element: Element
  unmount(): void
}

/**
 * Draws a component with a text that grows by one character after the other, and watches it: what a reader of the
 * answer sees if the tokens are as small as they can be. Then the text is whole and no longer streaming.
 *
 * @example
 * const rendering = await renderEveryPrefix(RillMarkdown, '# Title\n\nSome *words*.')
 * expect(rendering).toKeepNodes()
 * rendering.unmount()
 */
export async function renderEveryPrefix(
  component: Component,
  text: string,
  { props = defaultProps, container, blocks }: RenderEveryPrefixOptions = {},
): Promise<PrefixRendering> {
  const given = shallowRef(props('', false))
  const host = container ?? document.body.appendChild(document.createElement('div'))
  const app = createApp({ render: () => h(component, given.value) })
  app.mount(host)
  const watch = watchElement(host, { blocks })

  let prefix = ''
  for (const character of text) {
    prefix += character
    given.value = props(prefix, false)
    await nextTick()
    await takeTurn()
    watch.look()
  }
  given.value = props(text, true)
  await settle()
  watch.look()

  return {
    ...watch,
    element: host,
    unmount() {
      watch.stop()
      app.unmount()
      if (container === undefined) host.remove()
    },
  }
}

function defaultProps(content: string, isWhole: boolean): Readonly<Record<string, unknown>> {
  return { content, streaming: !isWhole }
}
