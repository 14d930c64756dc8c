import { createApp, h, nextTick, shallowRef } from 'vue'
import RillMarkdown from '../../../../src/components/markdown/RillMarkdown.vue'

/** What an answer must never bring onto the page. */
const FORBIDDEN =
  'script, iframe, object, embed, form, base, meta, link, style, svg, math, template, video, audio'

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

function audit(root: HTMLElement): string[] {
  const offences = [...root.querySelectorAll(FORBIDDEN)].map(({ tagName }) => `<${tagName}>`)
  for (const element of root.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      const isOwnId = name === 'id' && value.startsWith('rill-')
      if (!isOwnId && /^on|^style$|^srcdoc$|^id$|^name$/i.test(name))
        offences.push(`${name}="${value}"`)
      if (name === 'src' || name === 'background') offences.push(`${name}="${value}"`)
      if (
        name === 'href' &&
        !/^(?:https?|mailto|tel):/.test(element instanceof HTMLAnchorElement ? element.href : '')
      ) {
        offences.push(`href="${value}"`)
      }
    }
  }
  if (/[\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u.test(root.textContent))
    offences.push('hidden text')
  return offences
}

Object.assign(globalThis, { draw })
