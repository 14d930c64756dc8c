import { createApp, h, nextTick, shallowRef } from 'vue'
import { RillAnswer, RillMarkdown, createRill, useStream } from 'vue-rill'
// oxlint-disable-next-line import/no-unassigned-import -- a style sheet has nothing to assign
import 'vue-rill/style.css'
import { audit } from '../../browser/markdown/support/auditPage.ts'

// Listens from before the first drawing on, so that nothing the package does goes unseen.
const violations: string[] = []
document.addEventListener(
  'securitypolicyviolation',
  ({ violatedDirective, sample, blockedURI }) => {
    // Vue asks for a policy of its own and goes on without one.
    const isVue = violatedDirective === 'trusted-types' && sample.startsWith('vue')
    if (!isVue) violations.push(`${violatedDirective}: ${sample} ${blockedURI}`)
  },
)

function withRoot(): HTMLElement {
  const root = document.createElement('div')
  document.body.append(root)
  return root
}

/** What is wrong with a text while it grows and once it is whole. */
async function draw(text: string, size: number): Promise<readonly string[]> {
  const props = shallowRef({ content: '', streaming: true })
  const root = withRoot()
  const app = createApp({ render: () => h(RillMarkdown, props.value) })
  app.mount(root)
  const offences = new Set<string>()
  for (let end = size; end < text.length + size; end += size) {
    props.value = { content: text.slice(0, end), streaming: end < text.length }
    await nextTick()
    for (const offence of audit(root)) offences.add(`${offence} at ${end} of ${text}`)
  }
  app.unmount()
  root.remove()
  return [...offences]
}

/** Ids of the kit's own, which Vue makes, and links between chip and card. */
function isOwn(offence: string): boolean {
  return offence.startsWith('href="#') || /^id="v-[\d-]+"$/.test(offence)
}

/** Whether an element comes within five seconds. */
async function appears(root: HTMLElement, selector: string): Promise<boolean> {
  for (let tries = 0; tries < 100 && root.querySelector(selector) === null; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return root.querySelector(selector) !== null
}

/** How an answer that a backend streams ends, and what is wrong with its text. */
async function answer(url: string): Promise<readonly string[]> {
  const root = withRoot()
  const { promise: ended, resolve: end } = Promise.withResolvers<string>()
  const app = createApp({
    setup() {
      const stream = useStream({ url }, { dialect: 'openai-chat' })
      void stream.start().then((outcome) => end(outcome.status))
      return () => h(RillAnswer, { stream })
    },
  })
  app.use(createRill())
  app.mount(root)
  const status = await ended
  await nextTick()
  const [place] = root.querySelectorAll<HTMLElement>('.rill-citation')
  place?.dispatchEvent(new PointerEvent('pointerenter', { pointerType: 'mouse' }))
  const hasPreview = await appears(root, '.rill-citation-preview .rill-card')
  const cited = root.querySelectorAll('.rill-citation-chip').length
  const text = root.querySelector<HTMLElement>('.rill-answer-text')
  const offences = text === null ? ['no text'] : audit(text).filter((it) => !isOwn(it))
  app.unmount()
  root.remove()
  return [
    status,
    cited > 0 ? 'cited' : 'not cited',
    hasPreview ? 'previewed' : 'not previewed',
    ...offences,
  ]
}

Object.assign(globalThis, { draw, answer, violations })
