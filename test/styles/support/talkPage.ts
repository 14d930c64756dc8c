import { createApp, effectScope, h } from 'vue'
import RillChat from '../../../src/components/chat/RillChat.vue'
import { createRill } from '../../../src/components/createRill.ts'
import { useChat } from '../../../src/composables/useChat.ts'
import type { StreamEvent } from '../../../src/dialects/events.ts'
import type { LocaleName } from '../../../src/locales/locales.ts'
import { reduceStream } from '../../../src/state/reduce.ts'
import { createStreamState, type StreamState } from '../../../src/state/streamState.ts'
import { storedTalk } from '../../support/storedTalk.ts'

/** An answer with all that folds, scrolls and links on the screen. */
function fullAnswer(text: string): StreamState {
  const events: readonly StreamEvent[] = [
    { type: 'start', dialect: 'rag' },
    { type: 'step-start', stepId: 's1', index: 0, name: 'Search', total: 2 },
    { type: 'text', channel: 'reasoning', delta: 'A thought that is folded away.' },
    { type: 'tool-start', toolCallId: 't', name: 'lookup', input: { code: 'E-204' } },
    { type: 'tool-end', toolCallId: 't', phase: 'output', output: { found: 'folded output' } },
    { type: 'step-end', stepId: 's1', status: 'ok' },
    { type: 'step-start', stepId: 's2', index: 1, name: 'Answer' },
    {
      type: 'results',
      kind: 'retrieved',
      items: [1, 2].map((number) => ({
        id: `manual-${number}`,
        title: `Manual ${number}`,
        text: 'What the manual says. '.repeat(60),
        url: `https://example.com/manual/${number}`,
        score: 0.9,
        images: [],
        metadata: { number },
      })),
    },
    { type: 'text', channel: 'answer', delta: text },
    { type: 'step-end', stepId: 's2', status: 'ok' },
    { type: 'done', reason: 'stop', clean: true },
  ]
  return events.reduce(reduceStream, createStreamState())
}

const TEXTS: Readonly<Record<LocaleName, string>> = {
  en: 'The sensor is loose [1], see [the list](https://example.com/list).\n\n```js\nconst a = 1\n```\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |',
  'zh-CN': '传感器松动[1]，见[清单](https://example.com/list)。\n\n- 一\n- 二',
}

export interface TalkPageOptions {
  readonly questions: number
  readonly locale?: LocaleName
  readonly dir?: 'ltr' | 'rtl'
}

/** Puts a talk on the page, in a box as an app has it. */
export function showTalk({ questions, locale = 'en', dir = 'ltr' }: TalkPageOptions): void {
  document.documentElement.dir = dir
  const chat = effectScope(true).run(() =>
    useChat(
      { url: 'https://api.example.com/ask' },
      { thread: storedTalk(questions, undefined, () => fullAnswer(TEXTS[locale])) },
    ),
  )
  if (!chat) throw new Error('the scope is stopped')
  createApp({ render: () => h(RillChat, { chat }) })
    .use(createRill({ locale }))
    .mount('#app')
}

declare global {
  /** The page's script has put it there. */
  var talkPage: { readonly showTalk: typeof showTalk }
}
