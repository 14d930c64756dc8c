import { defineConfig, type DefaultTheme } from 'vitepress'
import { chineseChapters, englishChapters, type Chapter } from './pages.mjs'

const sidebarOf = (chapters: readonly Chapter[]): DefaultTheme.SidebarItem[] =>
  chapters.map(({ text, items }) => ({ text, items: [...items] }))

export default defineConfig({
  title: 'vue-rill',
  cleanUrls: true,
  // A link that leads nowhere fails the build.
  ignoreDeadLinks: false,
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
  },
  locales: {
    root: {
      label: 'English',
      lang: 'en',
      description: "Put any backend's stream on the screen, in Vue 3",
      themeConfig: { sidebar: sidebarOf(englishChapters) },
    },
    zh: {
      label: '简体中文',
      lang: 'zh-CN',
      description: '把任何后端的流放到屏幕上：Vue 3',
      themeConfig: { sidebar: sidebarOf(chineseChapters) },
    },
  },
})
