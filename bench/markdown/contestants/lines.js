/** The floor: a `<div>` per line and no markdown at all, only the last line touched. */
export function mount(root) {
  let shown = 0
  let line
  return {
    show(text) {
      const [rest, ...more] = text.slice(shown).split('\n')
      shown = text.length
      line ??= addLine(root)
      line.appendData(rest)
      for (const next of more) {
        line = addLine(root)
        line.appendData(next)
      }
    },
  }
}

function addLine(root) {
  const text = document.createTextNode('')
  const box = document.createElement('div')
  box.append(text)
  root.append(box)
  return text
}
