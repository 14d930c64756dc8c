import { shallowRef, type ShallowRef } from 'vue'

/** Listeners for the three ways that files come into a box: chosen, pasted, dropped. */
export interface FileIntake {
  /** Files hang over the box. */
  readonly isDroppedOn: Readonly<ShallowRef<boolean>>
  choose(event: Event): void
  paste(event: ClipboardEvent): void
  dragOver(event: DragEvent): void
  dragLeave(): void
  drop(event: DragEvent): void
}

/** Takes the files that the user brings, and leaves alone whatever brings none. */
export function useFileIntake(isOpen: () => boolean, take: (files: FileList) => void): FileIntake {
  const isDroppedOn = shallowRef(false)
  return {
    isDroppedOn,
    choose({ target }) {
      if (!(target instanceof HTMLInputElement)) return
      if (target.files) take(target.files)
      // The same file can be chosen once more.
      target.value = ''
    },
    paste(event) {
      const files = event.clipboardData?.files
      if (!isOpen() || !files || files.length === 0) return
      // A cell of a spreadsheet is on the clipboard as text and as its picture; the text is what is meant.
      if (event.clipboardData?.types.includes('text/plain')) return
      event.preventDefault()
      take(files)
    },
    dragOver(event) {
      if (!isOpen() || !event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      isDroppedOn.value = true
    },
    dragLeave: () => void (isDroppedOn.value = false),
    drop(event) {
      isDroppedOn.value = false
      if (!isOpen() || !event.dataTransfer?.files.length) return
      event.preventDefault()
      take(event.dataTransfer.files)
    },
  }
}
