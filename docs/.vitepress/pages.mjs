/** Every page in English, in the order of the sidebar. `llms.txt` is written from this list, too. */
export const englishChapters = [
  {
    text: 'Guide',
    items: [
      { text: 'Getting started', link: '/guide/getting-started' },
      { text: 'Streaming and state', link: '/guide/streaming' },
      { text: 'Errors, stop, retry and resume', link: '/guide/errors' },
      { text: 'Steps, reasoning and tools', link: '/guide/steps' },
      { text: 'Results, images and citations', link: '/guide/results' },
      { text: 'Chat and history', link: '/guide/chat' },
      { text: 'Themes', link: '/guide/themes' },
      { text: 'Languages', link: '/guide/languages' },
      { text: 'Accessibility', link: '/guide/accessibility' },
      { text: 'Server rendering and Nuxt', link: '/guide/server-rendering' },
      { text: 'Looking into a stream', link: '/guide/inspecting' },
    ],
  },
  {
    text: 'Recipes',
    items: [
      { text: 'Flask', link: '/recipes/flask' },
      { text: 'FastAPI', link: '/recipes/fastapi' },
      { text: 'LangChain', link: '/recipes/langchain' },
      { text: 'LlamaIndex', link: '/recipes/llamaindex' },
      { text: 'OpenAI', link: '/recipes/openai' },
      { text: 'Ollama', link: '/recipes/ollama' },
      { text: 'axios and interceptors', link: '/recipes/axios' },
    ],
  },
  {
    text: 'Reference',
    items: [
      { text: 'Components', link: '/components' },
      { text: 'Exports', link: '/exports' },
      { text: 'Dialects', link: '/dialects' },
      { text: 'What a run promises', link: '/reliability' },
      { text: 'Markdown', link: '/markdown' },
      { text: 'Security policy', link: '/security' },
      { text: 'Testing', link: '/testing' },
      { text: 'History, export and paper', link: '/history' },
      { text: 'Vite, Nuxt, editors', link: '/ecosystem' },
    ],
  },
]

/** Every page in Chinese, and behind them what there is in English only: those pages show the English one. */
export const chineseChapters = [
  {
    text: '指南',
    items: [
      { text: '快速开始', link: '/zh/guide/getting-started' },
      { text: '流与状态', link: '/zh/guide/streaming' },
      { text: '错误、停止、重试与续传', link: '/zh/guide/errors' },
      { text: '步骤、推理与工具', link: '/zh/guide/steps' },
      { text: '检索结果、图片与引用', link: '/zh/guide/results' },
      { text: '对话与历史', link: '/zh/guide/chat' },
      { text: '主题', link: '/zh/guide/themes' },
      { text: '语言', link: '/zh/guide/languages' },
      { text: '无障碍', link: '/zh/guide/accessibility' },
      { text: '服务端渲染与 Nuxt', link: '/zh/guide/server-rendering' },
      { text: '查看数据流', link: '/zh/guide/inspecting' },
    ],
  },
  {
    text: '实例',
    items: [
      { text: 'Flask', link: '/zh/recipes/flask' },
      { text: 'FastAPI', link: '/zh/recipes/fastapi' },
      { text: 'LangChain', link: '/zh/recipes/langchain' },
      { text: 'LlamaIndex', link: '/zh/recipes/llamaindex' },
      { text: 'OpenAI', link: '/zh/recipes/openai' },
      { text: 'Ollama', link: '/zh/recipes/ollama' },
      { text: 'axios 与拦截器', link: '/zh/recipes/axios' },
    ],
  },
  {
    text: '参考',
    items: [
      { text: '组件', link: '/zh/components' },
      { text: '导出', link: '/zh/exports' },
      { text: '可靠性', link: '/zh/reliability' },
      { text: '安全策略', link: '/zh/security' },
      { text: '测试', link: '/zh/testing' },
      { text: '历史、导出与打印', link: '/zh/history' },
      { text: 'Vite、Nuxt 与编辑器', link: '/zh/ecosystem' },
    ],
  },
  {
    text: '参考（英文）',
    language: 'en',
    items: [
      { text: '方言', link: '/zh/dialects' },
      { text: 'Markdown', link: '/zh/markdown' },
    ],
  },
]
