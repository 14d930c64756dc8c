// oxlint-disable import/no-unassigned-import -- a style sheet has nothing to assign
import { RillMarkdown } from 'vue-rill'
import 'vue-rill/style.css'
import { mountVue } from './mountVue.js'

export const mount = (root) =>
  mountVue(root, RillMarkdown, (content, streaming) => ({ content, streaming }))
