import { computed, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import type { ChatAttachment } from './chat/chatThread.ts'
import { createId } from './chat/createId.ts'
import { sortFiles, type FileRules, type RejectedFile } from './chat/acceptFiles.ts'
import { whenMounted } from './whenMounted.ts'

/** Where a draft outlives the page. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export interface UseComposerOptions {
  readonly text: Ref<string>
  readonly attachments: Ref<readonly ChatAttachment[]>
  /** Rules for files; `undefined`: no files at all. */
  readonly rules: () => FileRules | undefined
  /** Nothing may be sent at present. */
  readonly isBlocked: () => boolean
  /** Under which name the text is kept, and where; `undefined`: it is not. */
  readonly draft: () => { readonly key: string; readonly storage?: DraftStorage } | undefined
  readonly onSend: (question: { text: string; attachments: readonly ChatAttachment[] }) => void
}

export interface UseComposerReturn {
  readonly canSend: ComputedRef<boolean>
  /** Files of the last drop or choice that may not be attached. */
  readonly rejected: Readonly<Ref<readonly RejectedFile[]>>
  /** Hands out what is written and begins anew; does nothing while nothing may be sent. */
  send(): void
  /** Takes files in and gives those that were accepted. */
  addFiles(files: Iterable<File>): readonly File[]
  removeAttachment(id: string): void
  /** Whether this key sends: Enter alone, and not the Enter that ends a composition. */
  isSendKey(event: KeyboardEvent): boolean
  /** To be called when a composition ends. */
  noteCompositionEnd(event: Event): void
}

/** An Enter that comes so soon behind the end of a composition has ended it, in milliseconds. */
const COMPOSITION_TAIL_MS = 50

/** What a box to write in does, without its looks. */
export function useComposer(options: UseComposerOptions): UseComposerReturn {
  const { text, attachments, onSend } = options
  const rejected = shallowRef<readonly RejectedFile[]>([])
  let compositionEndedAt = Number.NEGATIVE_INFINITY

  const canSend = computed(
    () => !options.isBlocked() && (text.value.trim() !== '' || attachments.value.length > 0),
  )

  function send(): void {
    if (!canSend.value) return
    onSend({ text: text.value, attachments: attachments.value })
    text.value = ''
    attachments.value = []
    rejected.value = []
  }

  function addFiles(files: Iterable<File>): readonly File[] {
    const rules = options.rules()
    if (!rules) return []
    const sorted = sortFiles(files, rules)
    rejected.value = sorted.rejected
    attachments.value = [...attachments.value, ...sorted.accepted.map(toAttachment)]
    return sorted.accepted
  }

  function removeAttachment(removed: string): void {
    attachments.value = attachments.value.filter(({ id }) => id !== removed)
  }

  function isSendKey(event: KeyboardEvent): boolean {
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return false
    // Safari tells the end of a composition before the Enter that ended it, which then has 229 for its code.
    const isComposing = event.isComposing || event.keyCode === 229
    return !isComposing && event.timeStamp - compositionEndedAt > COMPOSITION_TAIL_MS
  }

  // Another key is another draft: a talk that is gone over to has its own.
  whenMounted(() => {
    watch(
      () => options.draft()?.key,
      () => {
        const { key, storage } = openDraft(options)
        const kept = key === undefined ? undefined : attempt(() => storage?.getItem(key))
        if (kept) text.value = kept
      },
      { immediate: true },
    )
    watch(text, (written) => {
      const { key, storage } = openDraft(options)
      if (key === undefined) return
      attempt(() => (written ? storage?.setItem(key, written) : storage?.removeItem(key)))
    })
  })

  return {
    canSend,
    rejected,
    send,
    addFiles,
    removeAttachment,
    isSendKey,
    noteCompositionEnd: ({ timeStamp }) => {
      compositionEndedAt = timeStamp
    },
  }
}

function openDraft({ draft }: UseComposerOptions): { key?: string; storage?: DraftStorage } {
  const { key, storage } = draft() ?? {}
  return { key, storage: storage ?? attempt(() => globalThis.localStorage) }
}

/** A storage that is full or forbidden costs the draft and nothing else. */
function attempt<Result>(action: () => Result): Result | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}

function toAttachment(file: File): ChatAttachment {
  return { id: createId(), name: file.name, mediaType: file.type, size: file.size, file }
}
