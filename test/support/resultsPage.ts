import { createApp, h } from 'vue'
import RillResults from '../../src/components/results/RillResults.vue'
import type { ResultItem } from '../../src/dialects/events.ts'

// Runs in a browser page: results with pictures from the server that the page came from.

/** Shows so many results, each with two pictures of its own, the first of which it names four times. */
export function mountResults(count: number): void {
  const items = Array.from({ length: count }, (_, index): ResultItem => {
    const url = `pictures/${index + 1}.svg`
    const again = [`/${url}`, `./${url}`, new URL(url, location.href).href]
    return {
      id: `r${index + 1}`,
      title: `Result ${index + 1}`,
      text: 'Words of a manual. '.repeat(index % 9),
      images: [url, ...again, `pictures/${index + 1}-b.svg`].map((each) => ({ url: each })),
      metadata: { page: index },
    }
  })
  const host = document.body.appendChild(document.createElement('main'))
  createApp({ render: () => h(RillResults, { items, imageBase: location.href }) }).mount(host)
}
