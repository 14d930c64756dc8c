/** Where the reader left for a note, by the note's id: back leads there. Only ever filled in a browser, by a click. */
const origins = new Map<string, WeakRef<HTMLElement>>()

export function keepOrigin(noteId: string, link: HTMLElement): void {
  origins.set(noteId, new WeakRef(link))
}

/** The link that led to the note, if it is still on the page. */
export function takeOrigin(noteId: string): HTMLElement | undefined {
  const link = origins.get(noteId)?.deref()
  origins.delete(noteId)
  return link?.isConnected === true ? link : undefined
}
