import { createApp, h, nextTick, shallowRef } from 'vue'
import RillMarkdown from '../../../../src/components/markdown/RillMarkdown.vue'
import { audit } from './auditPage.ts'

/** Draws texts in a page under a strict policy and tells what should not be there. */
async function draw(text: string, size: number): Promise<string[]> {
  const props = shallowRef({ content: '', streaming: true })
  const root = document.createElement('div')
  document.body.append(root)
  const app = createApp({ render: () => h(RillMarkdown, props.value) })
  app.mount(root)
  const offences = new Set<string>()
  for (let end = size; end < text.length + size; end += size) {
    props.value = { content: text.slice(0, end), streaming: true }
    await nextTick()
    for (const offence of audit(root)) offences.add(`${offence} at ${end} of ${text}`)
  }
  props.value = { content: text, streaming: false }
  await nextTick()
  for (const offence of audit(root)) offences.add(`${offence} at the end of ${text}`)
  app.unmount()
  root.remove()
  return [...offences]
}

Object.assign(globalThis, { draw })
