/** The floor of one paragraph: a single text node that grows. */
export function mount(root) {
  const node = document.createTextNode('')
  const paragraph = document.createElement('p')
  paragraph.append(node)
  root.append(paragraph)
  return { show: (text) => node.appendData(text.slice(node.length)) }
}
