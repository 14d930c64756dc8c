import { importThread, threadToJson } from 'vue-rill/export'
import { useRillHistory } from 'vue-rill/pinia'
import { parseRecording } from 'vue-rill/core'
import { onScopeDispose, watch } from 'vue'
import { useNotice, useRecording, useSceneContext, useShared, useWords } from '../context.ts'
import {
  findAttachment,
  readAttachment,
  writeAttachment,
  type Attachment,
} from '../share/attachment.ts'

/** What the link to a scene carries beside it: opens what came, and packs what is on the screen. */
export interface SceneAttachment {
  /**
   * Puts what the view shows into the address, if it belongs there and is small enough. Gives `false` where it is too
   * large, and says so.
   */
  attach(): Promise<boolean>
}

export function useAttachment(host: Window = window): SceneAttachment {
  const scene = useSceneContext()
  const words = useWords()
  const recording = useRecording()
  const shared = useShared()
  const notice = useNotice()
  const history = useRillHistory()
  /** The recording that the address holds. */
  let attached = recording.value

  async function openTalk(json: string): Promise<void> {
    const thread = importThread(json)
    if (!thread) throw new TypeError(words.value.shareNotes.noTalk)
    // Somebody who comes back to the link has the talk already.
    const isKnown = await history.load(thread.id)
    const id = isKnown ? thread.id : history.add(thread)
    if (id !== undefined) await history.select(id)
  }

  async function open(): Promise<void> {
    const part = findAttachment(host.location.hash)
    if (part === '' || part === shared.value) return
    shared.value = part
    try {
      const attachment = await readAttachment(part)
      if (!attachment) throw new TypeError(words.value.shareNotes.damaged)
      if (attachment.kind === 'talk') await openTalk(attachment.json)
      if (attachment.kind === 'recording') {
        attached = parseRecording(attachment.json)
        recording.value = attached
      }
    } catch (error) {
      shared.value = ''
      notice.value = words.value.shareNotes.refused(error instanceof Error ? error.message : '')
    }
  }

  async function choose(): Promise<Attachment | undefined> {
    if (scene.view === 'recording' && recording.value) {
      return { kind: 'recording', json: JSON.stringify(recording.value) }
    }
    const id = scene.view === 'chat' ? history.activeId : undefined
    const thread = id === undefined ? undefined : await history.load(id)
    const hasTurns = thread && thread.turns.length > 0
    return hasTurns ? { kind: 'talk', json: threadToJson(thread) } : undefined
  }

  // Another recording is not the one in the address.
  watch(recording, (made) => {
    if (made !== attached && shared.value.startsWith('recording=')) shared.value = ''
  })
  host.addEventListener('hashchange', open)
  onScopeDispose(() => host.removeEventListener('hashchange', open))
  void open()

  return {
    async attach() {
      notice.value = ''
      const attachment = await choose()
      if (!attachment) {
        shared.value = ''
        return true
      }
      const written = await writeAttachment(attachment)
      shared.value = written.isSmall ? written.part : ''
      if (attachment.kind === 'recording' && written.isSmall) attached = recording.value
      if (!written.isSmall) {
        notice.value = words.value.shareNotes.tooLarge[attachment.kind](written.characters)
      }
      return written.isSmall
    },
  }
}
