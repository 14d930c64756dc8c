import MarkdownIt from 'markdown-it'
import { h } from 'vue'
import { mountVue } from './mountVue.js'

const parser = new MarkdownIt({ linkify: true })

/** What most apps begin with: all of the text parsed and set as HTML for every update. */
const Naive = ({ content }) => h('div', { innerHTML: parser.render(content) })
Naive.props = ['content']

export const mount = (root) => mountVue(root, Naive, (content) => ({ content }))
