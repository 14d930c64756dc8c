import { createPinia } from 'pinia'
import { createApp, defineComponent, h } from 'vue'
import RillChat from '../../../src/components/chat/RillChat.vue'
import RillThreadList from '../../../src/components/chat/RillThreadList.vue'
import { useChat } from '../../../src/composables/useChat.ts'
import { useRillHistory } from '../../../src/pinia.ts'

// The example of docs/history.md as an app.

const style = 'display: grid; grid-template-columns: 16rem 1fr; block-size: 40rem'

const titlesOf = (threads: readonly { readonly title?: string }[]): string =>
  threads.map(({ title = '' }) => title).join()

const App = defineComponent(() => {
  const chat = useChat({ url: '/ask' }, { dialect: 'rag', retry: false })
  const history = useRillHistory()
  history.connect(chat)
  return () =>
    h('main', { style, 'data-partial': titlesOf(history.threads.filter((one) => one.partial)) }, [
      h(RillThreadList, {
        threads: history.found,
        filtered: true,
        active: history.activeId,
        'onUpdate:active': (id?: string) => void history.select(id ?? ''),
        'onUpdate:search': (text: string) => void history.search(text),
        onCreate: () => void history.create(),
        onRename: (id: string, title: string) => void history.rename(id, title),
        onRemove: (id: string) => void history.remove(id),
      }),
      h(RillChat, { chat }),
    ])
})

const root = document.createElement('div')
document.body.append(root)
createApp(App).use(createPinia()).mount(root)
