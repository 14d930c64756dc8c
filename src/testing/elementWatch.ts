/** What has been seen of an element while it changed. */
export interface ElementWatch {
  readonly element: Element
  /** The text that could be read, each time it changed, without what is only announced. */
  readonly texts: readonly string[]
  /** Nodes of finished blocks that were taken away, in words. */
  readonly lostNodes: readonly string[]
  /** What the live regions within have said, in order. */
  readonly announcements: readonly string[]
  /** Looks now. Changes of the document are looked at by themselves, once per batch. */
  look(): void
  stop(): void
}

export interface WatchElementOptions {
  /** Selects the blocks of the answer. Default: the children of the first element within. */
  readonly blocks?: string
}

const LIVE = '[aria-live]:not([aria-live="off"]), [role="status"], [role="alert"], [role="log"]'
const QUOTED_LENGTH = 40

/**
 * Watches what a reader sees of an element: which nodes stay, whether text goes, what is announced. A block is finished
 * once another one follows it; from then on each of its elements must stay. The kit reads out one thing after the other,
 * with a second or more between them, so a test waits for what is announced.
 *
 * @example
 * const watch = watchElement(document.body)
 * await stream.finish()
 * await vi.waitFor(() => expect(watch).toHaveAnnounced('Answer complete'), 5000)
 */
export function watchElement(element: Element, { blocks }: WatchElementOptions = {}): ElementWatch {
  const texts: string[] = []
  const lostNodes: string[] = []
  const announcements: string[] = []
  const finished = new Map<Element, string>()
  const spoken = new Map<Element, string>()

  const findBlocks = (): readonly Element[] =>
    Array.from(
      blocks === undefined
        ? (element.firstElementChild?.children ?? [])
        : element.querySelectorAll(blocks),
    )

  const lookAtNodes = (): void => {
    for (const [node, words] of finished) {
      if (element.contains(node)) continue
      finished.delete(node)
      lostNodes.push(words)
    }
    for (const block of findBlocks().slice(0, -1)) {
      for (const node of [block, ...block.querySelectorAll('*')]) {
        if (!finished.has(node)) finished.set(node, describe(node))
      }
    }
  }

  const lookAtText = (): void => {
    const text = readText(element)
    if (text !== texts.at(-1)) texts.push(text)
  }

  const listen = (): void => {
    for (const region of [element, ...element.querySelectorAll(LIVE)]) {
      if (!region.matches(LIVE)) continue
      const words = (region.textContent ?? '').trim()
      if (words !== '' && words !== spoken.get(region)) announcements.push(words)
      spoken.set(region, words)
    }
  }

  const look = (): void => {
    lookAtNodes()
    lookAtText()
    listen()
  }
  const observer = new MutationObserver(look)
  observer.observe(element, { childList: true, subtree: true, characterData: true })
  look()

  return { element, texts, lostNodes, announcements, look, stop: () => observer.disconnect() }
}

/** The text without that of live regions and of what is hidden. */
function readText(node: Node): string {
  if (node.nodeType === node.TEXT_NODE) return node.textContent ?? ''
  if (isElement(node) && node.matches(`${LIVE}, [hidden], script, style`)) return ''
  return Array.from(node.childNodes, readText).join('')
}

function isElement(node: Node): node is Element {
  return node.nodeType === node.ELEMENT_NODE
}

function describe(node: Element): string {
  const text = (node.textContent ?? '').trim().slice(0, QUOTED_LENGTH)
  return `<${node.localName}> "${text}"`
}
