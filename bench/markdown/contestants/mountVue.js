import { createApp, h, nextTick, shallowRef } from 'vue'

/** Mounts a Vue component whose props follow from the text and from whether more comes. */
export function mountVue(root, component, propsOf) {
  const props = shallowRef(propsOf('', true))
  createApp({ render: () => h(component, props.value) }).mount(root)
  return {
    show(text, isStreaming) {
      props.value = propsOf(text, isStreaming)
      return nextTick()
    },
  }
}
