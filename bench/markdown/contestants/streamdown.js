import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { flushSync } from 'react-dom'
import { Streamdown } from 'streamdown'

/** Without its plugins, and without the Tailwind classes it is styled by, which saves it the cost of its style. */
export function mount(root) {
  const app = createRoot(root)
  return { show: (text, isStreaming) => flushSync(() => app.render(draw(text, isStreaming))) }
}

function draw(text, isStreaming) {
  const mode = isStreaming ? 'streaming' : 'static'
  return createElement(Streamdown, { mode, isAnimating: isStreaming }, text)
}
