// oxlint-disable import/no-unassigned-import -- a style sheet has nothing to assign
import MarkdownRender from 'markstream-vue'
import 'markstream-vue/index.css'
import { mountVue } from './mountVue.js'

/** As its documentation sets it up for a chat, without what the others have not either: pacing, fading, highlighting. */
export const mount = (root) =>
  mountVue(root, MarkdownRender, (content, isStreaming) => ({
    mode: 'chat',
    content,
    final: !isStreaming,
    smoothStreaming: false,
    fade: false,
    renderCodeBlocksAsPre: true,
  }))
