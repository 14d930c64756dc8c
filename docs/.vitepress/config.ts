import { defineConfig, type DefaultTheme } from 'vitepress'
import { joinChineseLines } from './chineseLines.ts'
import { chineseChapters, englishChapters, type Chapter } from './pages.mjs'

const sidebarOf = (chapters: readonly Chapter[]): DefaultTheme.SidebarItem[] =>
  chapters.map(({ text, items }) => ({ text, items: [...items] }))

const chineseWords: DefaultTheme.Config = {
  outline: { level: [2, 3], label: '本页目录' },
  docFooter: { prev: '上一页', next: '下一页' },
  darkModeSwitchLabel: '外观',
  lightModeSwitchTitle: '切换到浅色',
  darkModeSwitchTitle: '切换到深色',
  sidebarMenuLabel: '目录',
  returnToTopLabel: '回到顶部',
  langMenuLabel: '切换语言',
  skipToContentLabel: '跳到正文',
}

const chineseSearch = {
  button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
  modal: {
    noResultsText: '没有找到',
    resetButtonTitle: '清空',
    displayDetails: '显示详情',
    backButtonTitle: '返回',
    footer: { selectText: '打开', navigateText: '移动', closeText: '关闭' },
  },
}

export default defineConfig({
  title: 'vue-rill',
  cleanUrls: true,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: '/favicon.svg' }]],
  // A link that leads nowhere fails the build.
  ignoreDeadLinks: false,
  // The usual light theme is too faint for what it stands on: comments reach 4.2:1, and 4.5:1 is what can be read.
  markdown: {
    config: joinChineseLines,
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  },
  themeConfig: {
    search: { provider: 'local', options: { locales: { zh: { translations: chineseSearch } } } },
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
      themeConfig: { sidebar: sidebarOf(chineseChapters), ...chineseWords },
    },
  },
})
