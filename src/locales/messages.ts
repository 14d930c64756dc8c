import type { StreamErrorKind } from '../errors/streamError.ts'
import type { Step, StreamStatus, ToolCall } from '../state/streamState.ts'

/** What went wrong, for the person who asked: one sentence, and what they can do now. */
export interface ErrorWords {
  readonly title: string
  readonly advice: string
}

/** Every word that the kit shows or has read out. Plurals and figures are functions, so that each language decides. */
export interface Messages {
  readonly format: {
    readonly number: (value: number) => string
    readonly percent: (ratio: number) => string
    /** A span of time in milliseconds, to the second. */
    readonly duration: (milliseconds: number) => string
    /** A span of time in milliseconds, to the tenth of a second. */
    readonly preciseDuration: (milliseconds: number) => string
    /** A size of a file. */
    readonly bytes: (count: number) => string
    /** How long ago something was, in milliseconds, in its largest unit. */
    readonly ago: (milliseconds: number) => string
    /** A day; `time` in milliseconds since 1970. */
    readonly date: (time: number) => string
    /** A month with its year; `time` in milliseconds since 1970. */
    readonly month: (time: number) => string
    /** A moment to the minute; `time` in milliseconds since 1970. */
    readonly moment: (time: number) => string
  }
  /** The box to write in. */
  readonly composer: {
    readonly label: string
    readonly placeholder: string
    readonly send: string
    readonly attach: string
    readonly attachments: string
    readonly removeFile: (name: string) => string
    readonly wrongType: (name: string) => string
    readonly tooLarge: (name: string, most: string) => string
  }
  /** A talk of several turns. */
  readonly chat: {
    readonly label: string
    /** Headings for those who move from heading to heading; counted from 1. */
    readonly question: (number: number) => string
    readonly answer: (number: number) => string
    readonly empty: string
    readonly toLatest: string
    /** Beside it, when something has come meanwhile. */
    readonly unread: string
    readonly copy: string
    readonly copied: string
    readonly edit: string
    readonly editLabel: string
    readonly save: string
    readonly cancel: string
    readonly regenerate: string
    readonly versions: string
    readonly version: (number: number, total: number) => string
    readonly previousVersion: string
    readonly nextVersion: string
  }
  /** The list of talks. */
  readonly threads: {
    readonly label: string
    readonly create: string
    readonly search: string
    readonly untitled: string
    readonly empty: string
    readonly noneFound: string
    readonly rename: (title: string) => string
    readonly newTitle: string
    readonly remove: (title: string) => string
    readonly confirmRemove: string
    readonly today: string
    readonly yesterday: string
    readonly lastWeek: string
  }
  readonly answer: {
    readonly label: string
    /** A run ended well and brought nothing. */
    readonly empty: string
    /** Behind the latest note of the backend: so many came before it, and can be unfolded. */
    readonly earlierNotes: (count: number) => string
    /** So many events in a row could not be read. */
    readonly unreadable: (count: number) => string
  }
  readonly actions: {
    readonly stop: string
    readonly pause: string
    /** Where a pause does not reach the sender: the answer goes on arriving unseen. */
    readonly pauseDisplay: string
    readonly resume: string
    readonly retry: string
    /** Ends the wait for the next try. */
    readonly retryNow: string
    readonly askAgain: string
    readonly showMore: string
    readonly showLess: string
    readonly approve: string
    readonly reject: string
    /** Sends what the run has asked for. */
    readonly answer: string
  }
  /** `flawed`: complete, with a problem that was reported on the way. `stalled`: nothing has come for a while. */
  readonly status: Readonly<Record<StreamStatus | 'flawed' | 'stalled', string>>
  /** What is known of the connection, in a few words each. */
  readonly connection: {
    /** The request waits until the browser has a connection to spare. */
    readonly queued: string
    readonly offline: string
    /** An answer that broke off is gone on with. */
    readonly resuming: string
    /** `wait` is written out already, as are the spans of time below. */
    readonly nextTry: (attempt: number, wait: string) => string
    readonly attempt: (attempt: number) => string
    /** How many there were, once the run is over. */
    readonly attempts: (count: number) => string
    /** Goes on behind the event of this id. */
    readonly behind: (id: string) => string
    readonly silent: (time: string) => string
    readonly firstToken: (time: string) => string
    /** So many numbered events never came. */
    readonly missing: (count: number) => string
    /** The answer came in one lump, as behind a proxy that holds it back. */
    readonly buffered: string
    /** The run broke off, and can be gone on with; or only be begun anew. */
    readonly resumable: string
    readonly notResumable: string
  }
  /** What a streaming run is doing just now. */
  readonly phase: {
    readonly thinking: string
    readonly callingTool: (name: string | undefined) => string
    readonly answering: string
  }
  /** What is read out besides the phases of a run. */
  readonly announcer: {
    readonly complete: string
    /** In place of code. */
    readonly code: string
    /** In place of what is too long to be read out in one go. */
    readonly rest: string
  }
  readonly steps: {
    readonly label: string
    readonly count: (count: number) => string
    /** How long it will go on, by what was seen; `time` is written out already. */
    readonly remaining: (time: string) => string
    readonly unnamed: (number: number) => string
    readonly progress: (done: number, total: number) => string
  }
  readonly stepStatus: Readonly<Record<Step['status'], string>>
  readonly results: {
    readonly found: (count: number) => string
    readonly none: string
    readonly cited: string
    readonly untitled: string
    readonly score: string
    /** Before the number of a source on its card. */
    readonly number: string
    /** From a source beside the text to its card among the others, and from the card back. */
    readonly showInList: string
    readonly backToText: string
    readonly source: string
    /** Names a part of a long list for those who hear it; counted from 1. */
    readonly range: (first: number, last: number, total: number) => string
  }
  /**
   * Labels of what a result brings besides title, text, score and source, by the field's name on the wire. A field that
   * is not named here is labelled with its own name made readable: `alarm_code` as "Alarm code".
   */
  readonly fields: Readonly<Partial<Record<string, string>>>
  readonly images: {
    readonly alt: (title: string | undefined, number: number, total: number) => string
    /** Label of a button that requests a picture from a host that is not trusted beforehand. */
    readonly load: (host: string) => string
    readonly blocked: string
    readonly failed: string
    readonly open: (alt: string) => string
  }
  /** Pictures over the whole window, one at a time. */
  readonly lightbox: {
    readonly label: string
    /** Which of them is shown; counted from 1. */
    readonly position: (number: number, total: number) => string
    readonly previous: string
    readonly next: string
    readonly zoomIn: string
    readonly zoomOut: string
    /** A button that shows how large the picture is, and makes it fit again. */
    readonly fit: (size: string) => string
    /** Read out once the size has changed. */
    readonly size: (size: string) => string
    readonly openOriginal: string
    readonly close: string
  }
  readonly reasoning: {
    readonly label: string
    readonly running: string
    /** Once it is done; `time` is written out already. */
    readonly took: (time: string) => string
  }
  readonly tools: {
    readonly unnamed: string
    readonly input: string
    readonly output: string
    readonly error: string
  }
  /** `unfinished`: the run was over before the call was. */
  readonly toolStatus: Readonly<Record<ToolCall['status'] | 'unfinished', string>>
  readonly interrupts: {
    readonly approval: string
    readonly input: string
    readonly pause: string
    /** The box to answer in. */
    readonly answerLabel: string
    /** What the user has said to it. */
    readonly approved: string
    readonly rejected: string
    readonly answered: string
    readonly resumed: string
  }
  readonly progress: {
    readonly label: string
  }
  /** Inside the text of an answer. */
  readonly markdown: {
    readonly image: string
    readonly loadImage: string
    readonly imageBlocked: string
    readonly imageFailed: string
    readonly copyCode: string
    readonly codeCopied: string
    /** A switch: long lines of code go on in the next line. */
    readonly wrapCode: string
    readonly copyTableAsMarkdown: string
    readonly copyTableAsCsv: string
    readonly table: string
    readonly taskDone: string
    readonly taskOpen: string
    /** What a note is called where it is referred to; its label follows. */
    readonly footnote: string
    readonly footnoteBack: string
    readonly formula: string
    /** Drawn from a source that says nothing of itself. */
    readonly diagram: string
    readonly diagramFailed: string
    readonly diagramTooLong: string
    readonly showSource: string
    readonly showDiagram: string
    readonly limited: string
    /** Before the host of a link whose label reads as another one: "bank.example (leads to evil.example)". */
    readonly leadsTo: string
    /** Before the number of a source: "Source 3: Manual". */
    readonly citation: string
  }
  /** For developers. */
  readonly inspector: {
    readonly label: string
    /** What stands in the list, for those who do not see it. */
    readonly entries: string
    readonly stages: Readonly<Record<'bytes' | 'frame' | 'event' | 'state' | 'render', string>>
    readonly filter: string
    readonly follow: string
    readonly copy: string
    readonly save: string
    readonly nothing: string
    readonly undetected: string
    readonly detectedBy: Readonly<Record<'option' | 'header' | 'event' | 'end', string>>
    readonly buffering: string
    /** `reason`: what the transport said, in English. */
    readonly wrongType: (reason: string) => string
    /** What a body may turn out to be. */
    readonly bodies: Readonly<Record<'sse' | 'ndjson' | 'text' | 'json' | 'html', string>>
    readonly mislabelled: (body: string, contentType: string) => string
    readonly unknownEvents: (count: number) => string
    readonly slowRenders: (count: number) => string
    readonly blockedImages: (count: number) => string
  }
  readonly errors: Readonly<Record<Exclude<StreamErrorKind, 'http'>, ErrorWords>> & {
    /** The stream broke off, and only a new one can bring the rest. */
    readonly interrupted: ErrorWords
    /** The stream broke off, and can be gone on with. */
    readonly resumable: ErrorWords
    /** One step, tool call or item failed and the run goes on. */
    readonly partial: ErrorWords
    readonly details: string
  }
  /** By HTTP status; `4xx` and `5xx` stand for those without words of their own. */
  readonly httpErrors: Readonly<
    Record<400 | 401 | 403 | 404 | 408 | 413 | 429 | '4xx' | '5xx', ErrorWords>
  >
}

/** Some words of your own; what is left out stays as it is. */
export type PartialMessages = { readonly [Group in keyof Messages]?: Partial<Messages[Group]> }

/** Lays `own` over `base`, group by group. */
export function extendMessages(base: Messages, own: PartialMessages = {}): Messages {
  return {
    format: { ...base.format, ...own.format },
    composer: { ...base.composer, ...own.composer },
    chat: { ...base.chat, ...own.chat },
    threads: { ...base.threads, ...own.threads },
    answer: { ...base.answer, ...own.answer },
    actions: { ...base.actions, ...own.actions },
    status: { ...base.status, ...own.status },
    connection: { ...base.connection, ...own.connection },
    phase: { ...base.phase, ...own.phase },
    announcer: { ...base.announcer, ...own.announcer },
    steps: { ...base.steps, ...own.steps },
    stepStatus: { ...base.stepStatus, ...own.stepStatus },
    results: { ...base.results, ...own.results },
    fields: { ...base.fields, ...own.fields },
    images: { ...base.images, ...own.images },
    lightbox: { ...base.lightbox, ...own.lightbox },
    reasoning: { ...base.reasoning, ...own.reasoning },
    tools: { ...base.tools, ...own.tools },
    toolStatus: { ...base.toolStatus, ...own.toolStatus },
    interrupts: { ...base.interrupts, ...own.interrupts },
    progress: { ...base.progress, ...own.progress },
    markdown: { ...base.markdown, ...own.markdown },
    inspector: { ...base.inspector, ...own.inspector },
    errors: { ...base.errors, ...own.errors },
    httpErrors: { ...base.httpErrors, ...own.httpErrors },
  }
}
