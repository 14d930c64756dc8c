import type { Detection } from 'vue-rill/core'
import type { Chunking, Fault } from '../../shared/delivery.ts'
import type { BackendGroup, Language } from '../../shared/scenario.ts'
import type { PaneName } from '../panes.ts'
import type { Theme, ViewName } from '../scene.ts'
import type { AttachmentKind } from '../share/attachment.ts'
import type { LaneName } from '../wire/wireEntry.ts'
import type { FaultWords } from './faultWords.ts'
import { wordsEn } from './wordsEn.ts'
import { wordsZh } from './wordsZh.ts'

/** Every word of the app's own; the kit brings its own for what it draws. */
export interface Words {
  readonly tagline: string
  readonly panes: Readonly<Record<PaneName, string>>
  readonly view: string
  readonly views: Readonly<Record<ViewName, string>>
  readonly chatTitle: string
  readonly chatText: string
  readonly talksNote: string
  readonly talks: {
    readonly open: string
    readonly save: string
    readonly refused: string
  }
  readonly playback: {
    readonly label: string
    readonly back: string
    readonly forward: string
    readonly play: string
    readonly pause: string
    readonly position: string
  }
  readonly markdown: {
    readonly source: string
    readonly sample: string
    readonly pace: string
    readonly sources: string
    readonly hint: string
  }
  readonly recording: {
    readonly title: string
    readonly record: string
    readonly open: string
    readonly save: string
    readonly dropHint: string
    readonly refused: (reason: string) => string
    readonly status: string
    readonly chunks: string
    readonly duration: string
    readonly end: string
  }
  readonly theme: { readonly label: string } & Readonly<Record<Theme, string>>
  readonly language: string
  readonly share: string
  readonly copyRefused: string
  readonly shared: string
  readonly shareNotes: {
    readonly refused: (reason: string) => string
    readonly damaged: string
    readonly noTalk: string
    /** Of a packed recording or talk that has too many characters for a link. */
    readonly tooLarge: Readonly<Record<AttachmentKind, (characters: number) => string>>
  }
  readonly copyCode: string
  readonly codeCopied: string
  readonly backend: string
  readonly groups: Readonly<Record<BackendGroup, string>>
  readonly own: { readonly label: string; readonly note: string }
  readonly ownUrl: string
  readonly ownMethod: string
  readonly ownBody: string
  readonly ownHint: string
  readonly scenario: string
  readonly transport: string
  readonly dialect: string
  readonly auto: string
  readonly speed: string
  readonly tokensPerSecond: string
  readonly unlimited: string
  readonly chunking: string
  readonly chunkings: Readonly<Record<Chunking, string>>
  readonly fault: string
  readonly faults: Readonly<Record<Fault, string>>
  readonly faultConsole: FaultWords
  readonly strikes: string
  readonly strikesFirst: string
  readonly strikesAlways: string
  readonly question: string
  readonly questionHint: string
  readonly ask: string
  readonly suggestions: string
  readonly idleTitle: string
  readonly idleText: string
  readonly lanes: Readonly<Record<LaneName, string>>
  readonly inspector: string
  readonly laneEmpty: string
  readonly dropped: (count: number) => string
  readonly facts: {
    readonly dialect: string
    readonly outcome: string
    readonly firstByte: string
    readonly elapsed: string
    readonly bytes: string
    readonly attempts: string
  }
  readonly detection: {
    readonly label: string
    readonly none: string
    /** What decided: the caller, a header, a frame, or that nothing clearer came. */
    readonly by: Readonly<Record<Detection['by'], (event: number) => string>>
    readonly show: string
  }
  readonly close: string
  readonly details: string
}

export const words: Readonly<Record<Language, Words>> = { 'zh-CN': wordsZh, en: wordsEn }
