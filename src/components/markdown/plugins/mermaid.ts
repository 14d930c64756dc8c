import { createPeerLoader } from './loadPeer.ts'

/** The part of Mermaid that is used. */
interface Mermaid {
  readonly initialize: (config: Readonly<Record<string, unknown>>) => void
  readonly render: (id: string, source: string) => Promise<{ readonly svg: string }>
}

/** Mermaid, loaded when the first whole diagram is met. */
const loadMermaid = createPeerLoader(
  'mermaid',
  async () => (await import('mermaid')).default,
  (value): value is Mermaid =>
    typeof value === 'object' && value !== null && 'initialize' in value && 'render' in value,
)

/** Diagrams are drawn one after the other: Mermaid's settings and its scratch element are the page's. */
let queue: Promise<unknown> = Promise.resolve()
let count = 0

/** Longest time in milliseconds for one diagram: the ones behind it wait no longer. */
const TIME_LIMIT = 10_000

/** Longest picture in characters. */
const MAX_SVG = 2_000_000

/** A diagram as SVG, and its size in pixels, which the SVG itself leaves to whatever it stands in. */
export interface DiagramPicture {
  readonly svg: string
  readonly width: number | undefined
  readonly height: number | undefined
}

/** The picture of a diagram, or nothing when it could not be drawn. */
export function drawMermaid(
  source: string,
  theme: 'light' | 'dark',
): Promise<DiagramPicture | undefined> {
  const drawn = queue.then(async () => {
    const mermaid = await loadMermaid()
    if (mermaid === undefined) return undefined
    const svg = await Promise.race([draw(mermaid, source, theme), timeOut()])
    return svg !== undefined && svg.length <= MAX_SVG ? pictureOf(svg) : undefined
  })
  queue = drawn.catch(() => undefined)
  return drawn.catch(() => undefined)
}

async function draw(mermaid: Mermaid, source: string, theme: 'light' | 'dark'): Promise<string> {
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    suppressErrorRendering: true,
    theme: theme === 'dark' ? 'dark' : 'default',
    // Text as SVG: an image draws no HTML inside it in every browser.
    htmlLabels: false,
    flowchart: { htmlLabels: false },
    maxTextSize: 50_000,
    maxEdges: 500,
    // What a diagram's own `%%{init}%%` may not change, besides Mermaid's list.
    secure: [
      'securityLevel',
      'startOnLoad',
      'maxTextSize',
      'maxEdges',
      'suppressErrorRendering',
      'htmlLabels',
      'themeCSS',
      'fontFamily',
    ],
  })
  const { svg } = await mermaid.render(`rill-diagram-${++count}`, source)
  return svg
}

function pictureOf(svg: string): DiagramPicture {
  const [, width, height] = /viewBox="\S+ \S+ ([\d.]+) ([\d.]+)"/.exec(svg) ?? []
  return { svg, width: wholePixels(width), height: wholePixels(height) }
}

function wholePixels(size: string | undefined): number | undefined {
  return size === undefined ? undefined : Math.ceil(Number(size))
}

function timeOut(): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), TIME_LIMIT)
  })
}

/** What a diagram says of itself: its `accTitle`, its title, or nothing. */
export function titleOf(source: string): string {
  const title =
    /^\s*accTitle\s*:\s*(.+)$/m.exec(source)?.[1] ??
    /^---\s*\n(?:[^\n]*\n)*?\s*title\s*:\s*([^\n]+)/.exec(source)?.[1] ??
    /^\s*(?:(?:pie|gantt|journey|timeline)\b[^\n]*?\b)?title\s+(.+)$/m.exec(source)?.[1]
  return title?.trim().replace(/^(["'])(.*)\1$/, '$2') ?? ''
}
