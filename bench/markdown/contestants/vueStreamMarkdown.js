// oxlint-disable import/no-unassigned-import -- a style sheet has nothing to assign
import { Markdown } from 'vue-stream-markdown'
import 'vue-stream-markdown/index.css'
import 'vue-stream-markdown/theme.css'
import { mountVue } from './mountVue.js'

// It would fetch from elsewhere what is not installed.
const NO_CDN = { generateUrl: () => undefined }

/** Without animation, and without the highlighter, which the others do not have either (see `buildPage.mjs`). */
export const mount = (root) =>
  mountVue(root, Markdown, (content, isStreaming) => ({
    content,
    mode: isStreaming ? 'streaming' : 'static',
    enableAnimate: false,
    cdnOptions: NO_CDN,
  }))
