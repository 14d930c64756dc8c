import { nextTick, onBeforeUnmount, onMounted, watch } from 'vue'

/** Opens and closes a dialog of the browser's own, over everything else. */
export function useModalDialog(
  dialog: () => HTMLDialogElement | null,
  isOpen: () => boolean,
): void {
  function show(): void {
    const element = dialog()
    if (isOpen() && element?.open === false) element.showModal?.()
  }

  watch(
    isOpen,
    (isNow) => {
      if (isNow) show()
      // Closing gives the focus back to where it came from; taking the dialog away would not.
      else dialog()?.close?.()
    },
    { flush: 'post' },
  )
  // Once it stands where it is to stay: whoever moves a modal dialog makes an ordinary one of it.
  onMounted(() => nextTick(show))
  onBeforeUnmount(() => dialog()?.close?.())
}
