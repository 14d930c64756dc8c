// Another build of the kit, to see what a change does: `--beside <folder>`.
// oxlint-disable import/no-unassigned-import -- a style sheet has nothing to assign
import { RillMarkdown } from 'vue-rill-beside'
import 'vue-rill-beside/style.css'
import { mountVue } from './mountVue.js'

export const mount = (root) =>
  mountVue(root, RillMarkdown, (content, streaming) => ({ content, streaming }))
