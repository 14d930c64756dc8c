import { createApp, h, nextTick, shallowRef } from 'vue'
import { markdownSettingsKey } from '../../../../src/components/markdown/markdownSettings.ts'
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

/** Streams a text letter by letter where images below `/leak/allowed/` load at once, and leaves it on the page. */
async function drawAllowed(text: string, origin: string): Promise<void> {
  const props = shallowRef({ content: '', streaming: true })
  const root = document.createElement('div')
  document.body.append(root)
  const images = { allow: [{ origin, pathPrefix: '/leak/allowed/' }] }
  const app = createApp({ render: () => h(RillMarkdown, props.value) })
  app.provide(markdownSettingsKey, { images }).mount(root)
  for (let end = 1; end <= text.length; end++) {
    props.value = { content: text.slice(0, end), streaming: end < text.length }
    await nextTick()
    if (end % 8 === 0) await new Promise(requestAnimationFrame)
  }
  for (const image of root.querySelectorAll('img')) image.scrollIntoView()
}

Object.assign(globalThis, { draw, drawAllowed })
