import { createFormat } from './format.ts'
import { markdownEn } from './markdownEn.ts'
import type { Messages } from './messages.ts'

const format = createFormat('en')
const plural = new Intl.PluralRules('en')

/** English words. */
export const en: Messages = {
  format,
  composer: {
    label: 'Message',
    placeholder: 'Ask a question…',
    send: 'Send',
    attach: 'Attach files',
    attachments: 'Attached files',
    removeFile: (name) => `Remove ${name}`,
    wrongType: (name) => `Files like ${name} cannot be attached.`,
    tooLarge: (name, most) => `${name} is larger than ${most}.`,
  },
  chat: {
    label: 'Conversation',
    question: (number) => `Question ${format.number(number)}`,
    answer: (number) => `Answer ${format.number(number)}`,
    empty: 'Ask something to begin.',
    toLatest: 'Jump to the latest',
    unread: 'New',
    copy: 'Copy',
    copied: 'Copied',
    edit: 'Edit',
    editLabel: 'Edit the question',
    save: 'Send',
    cancel: 'Cancel',
    regenerate: 'Answer again',
    versions: 'Versions',
    version: (number, total) => `${format.number(number)} / ${format.number(total)}`,
    previousVersion: 'Previous version',
    nextVersion: 'Next version',
  },
  threads: {
    label: 'Conversations',
    create: 'New conversation',
    search: 'Search conversations',
    untitled: 'New conversation',
    empty: 'Conversations will stand here.',
    noneFound: 'No conversation matches.',
    rename: (title) => `Rename “${title}”`,
    newTitle: 'Title',
    remove: (title) => `Delete “${title}”`,
    confirmRemove: 'Delete',
    today: 'Today',
    yesterday: 'Yesterday',
    lastWeek: 'Last 7 days',
  },
  answer: {
    label: 'Answer',
    empty: 'The answer is empty.',
    earlierNotes: (count) =>
      `${format.number(count)} earlier ${plural.select(count) === 'one' ? 'note' : 'notes'}`,
    unreadable: (count) =>
      `${format.number(count)} ${plural.select(count) === 'one' ? 'piece' : 'pieces'} of the answer could not be read`,
  },
  actions: {
    stop: 'Stop',
    pause: 'Pause',
    pauseDisplay: 'Pause the display; the answer keeps arriving',
    resume: 'Go on',
    retry: 'Retry',
    retryNow: 'Try now',
    askAgain: 'Ask again',
    showMore: 'Show more',
    showLess: 'Show less',
    approve: 'Approve',
    reject: 'Reject',
    answer: 'Answer',
  },
  status: {
    idle: 'Ready',
    connecting: 'Connecting…',
    streaming: 'Working…',
    paused: 'Paused',
    reconnecting: 'Reconnecting…',
    complete: 'Complete',
    flawed: 'Complete, with a problem',
    stalled: 'The server is silent…',
    cancelled: 'Stopped',
    interrupted: 'Cut off',
    failed: 'Failed',
  },
  connection: {
    queued: 'Waiting in line…',
    offline: 'Offline, waiting…',
    resuming: 'Resuming…',
    nextTry: (attempt, wait) => `try ${format.number(attempt)} in ${wait}`,
    attempt: (attempt) => `try ${format.number(attempt)}`,
    attempts: (count) =>
      `${format.number(count)} ${plural.select(count) === 'one' ? 'try' : 'tries'}`,
    behind: (id) => `after event ${id}`,
    silent: (time) => `nothing for ${time}`,
    firstToken: (time) => `first words after ${time}`,
    missing: (count) =>
      `${format.number(count)} ${plural.select(count) === 'one' ? 'event' : 'events'} missing`,
    buffered: 'came all at once: something on the way held it back',
    resumable: 'can be resumed',
    notResumable: 'cannot be resumed',
  },
  phase: {
    thinking: 'Thinking…',
    callingTool: (name) => (name === undefined ? 'Using a tool…' : `Using ${name}…`),
    answering: 'Answering…',
  },
  announcer: {
    complete: 'Answer complete.',
    code: 'Code.',
    rest: 'The rest is on the page.',
  },
  steps: {
    label: 'Steps',
    count: (count) =>
      `${format.number(count)} ${plural.select(count) === 'one' ? 'step' : 'steps'}`,
    remaining: (time) => `about ${time} left`,
    unnamed: (number) => `Step ${format.number(number)}`,
    progress: (done, total) => `${format.number(done)} of ${format.number(total)}`,
  },
  stepStatus: {
    running: 'running',
    ok: 'done',
    error: 'failed',
    skipped: 'skipped',
    paused: 'paused',
  },
  results: {
    found: (count) =>
      `${format.number(count)} ${plural.select(count) === 'one' ? 'result' : 'results'}`,
    none: 'Nothing was found.',
    cited: 'Sources',
    untitled: 'Untitled',
    score: 'Score',
    number: 'Source',
    showInList: 'Show among the sources',
    backToText: 'Back to the text',
    source: 'Source',
    range: (first, last, total) =>
      `Results ${format.number(first)} to ${format.number(last)} of ${format.number(total)}`,
  },
  // The names that backends give their fields are English already.
  fields: {},
  images: {
    alt: (title, number, total) => {
      const which = total === 1 ? 'Picture' : `Picture ${number} of ${total}`
      return title === undefined ? which : `${which}: ${title}`
    },
    load: (host) => `Load picture from ${host}`,
    blocked: 'This picture is not loaded because its address is not allowed.',
    failed: 'The picture could not be loaded.',
    open: (alt) => `Open in full size: ${alt}`,
  },
  lightbox: {
    label: 'Pictures',
    position: (number, total) => `${format.number(number)} of ${format.number(total)}`,
    previous: 'Previous picture',
    next: 'Next picture',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fit: (size) => `${size}, fit to the window`,
    size: (size) => `Shown at ${size}`,
    openOriginal: 'Open the original in a new tab',
    close: 'Close',
  },
  reasoning: {
    label: 'Reasoning',
    running: 'Thinking…',
    took: (time) => `Thought for ${time}`,
  },
  tools: {
    unnamed: 'Tool',
    input: 'Input',
    output: 'Output',
    error: 'Error',
  },
  toolStatus: {
    input: 'preparing',
    running: 'running',
    ok: 'done',
    error: 'failed',
    'awaiting-approval': 'waiting for approval',
    unfinished: 'not finished',
  },
  interrupts: {
    approval: 'Your approval is needed before this can go on.',
    input: 'Your answer is needed before this can go on.',
    pause: 'The run is paused.',
    answerLabel: 'Your answer',
    approved: 'You have approved.',
    rejected: 'You have rejected.',
    answered: 'You have answered.',
    resumed: 'You let it go on.',
  },
  progress: {
    label: 'Progress',
  },
  markdown: markdownEn,
  inspector: {
    label: 'Stream inspector',
    entries: 'What happened',
    stages: {
      bytes: 'Bytes',
      frame: 'Frames',
      event: 'Events',
      state: 'States',
      render: 'Renders',
    },
    filter: 'Filter',
    follow: 'Follow',
    copy: 'Copy list',
    save: 'Save recording',
    nothing: 'Nothing yet. Runs that begin from now on are seen.',
    undetected: 'Dialect not known yet',
    detectedBy: {
      option: 'chosen by the caller',
      header: 'by a header',
      event: 'by an event',
      end: 'at the end of the stream',
    },
    buffering: 'The answer came in one piece after a wait: a proxy seems to buffer it.',
    wrongType: (reason) => `The response is no stream. ${reason}`,
    bodies: {
      sse: 'an event stream',
      ndjson: 'a stream of JSON lines',
      text: 'plain text',
      json: 'a JSON document',
      html: 'a page',
    },
    mislabelled: (body, contentType) => `The response is ${body} and comes as ${contentType}.`,
    unknownEvents: (count) => `Events that the dialect does not know: ${count}.`,
    slowRenders: (count) => `Drawings that took longer than a frame of 16 ms: ${count}.`,
    blockedImages: (count) => `Pictures that the policy blocks: ${count}.`,
  },
  errors: {
    network: {
      title: 'The server cannot be reached.',
      advice: 'Check your connection and whether the server is running, then try again.',
    },
    offline: {
      title: 'You are offline.',
      advice: 'Try again when the connection is back.',
    },
    timeout: {
      title: 'The server took too long to answer.',
      advice: 'It may be busy. Wait a moment, then try again.',
    },
    'content-type': {
      title: 'The server answered with something that is not a stream.',
      advice: 'Perhaps you have been signed out. Sign in again, or check the address.',
    },
    protocol: {
      title: 'The answer could not be read.',
      advice: 'Try again. If it happens again, tell the people who run the service.',
    },
    limit: {
      title: 'The answer was cut because it is too large.',
      advice: 'What had arrived is kept. Ask for less at once.',
    },
    server: {
      title: 'The service reported a problem.',
      advice: 'Try again, or ask in another way.',
    },
    interrupted: {
      title: 'The answer was cut off.',
      advice:
        'The connection ended early. What had arrived is kept, but there is no way to go on from there: try again for the whole answer.',
    },
    resumable: {
      title: 'The answer was cut off.',
      advice:
        'The connection ended early. What had arrived is kept: go on from there, or try again from the start.',
    },
    partial: {
      title: 'A part of the work failed.',
      advice: 'The rest is shown all the same.',
    },
    details: 'Technical details',
  },
  httpErrors: {
    400: {
      title: 'The server did not accept the question.',
      advice: 'Check what you entered, then try again.',
    },
    401: {
      title: 'You are not signed in.',
      advice: 'Sign in, then try again.',
    },
    403: {
      title: 'You have no access to this service.',
      advice: 'Ask the people who run it for access.',
    },
    404: {
      title: 'There is no such service at this address.',
      advice: 'Check the address, or tell the people who run the service.',
    },
    408: {
      title: 'The server took too long to answer.',
      advice: 'It may be busy. Wait a moment, then try again.',
    },
    413: {
      title: 'The question is too large.',
      advice: 'Shorten it or leave out attachments, then try again.',
    },
    429: {
      title: 'Too many questions at once.',
      advice: 'Wait a minute, then try again.',
    },
    '4xx': {
      title: 'The server refused the question.',
      advice: 'Try again. If it happens again, tell the people who run the service.',
    },
    '5xx': {
      title: 'The server has a problem of its own.',
      advice: 'Nothing is wrong with your question. Try again in a moment.',
    },
  },
}
