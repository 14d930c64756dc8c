import type { Recording } from 'vue-rill/core'
import { QUESTION } from '../shared/scenario.ts'
import { buildRequest } from './buildRequest.ts'
import { keepPlainFields } from './buildTalk.ts'
import { markdownSamples } from './samples/markdownSample.ts'
import { recoverySettings } from './recoverySettings.ts'
import { findBackend, findScenario, type Scene, type ViewName } from './scene.ts'

/** Stands where each question has an id of its own. */
const QUESTION_ID = 'question-id'

/** Parts of a component that shows what a scene shows. */
interface Snippet {
  readonly imports: readonly string[]
  readonly script: string
  readonly template: string
}

type WriteSnippet = (scene: Scene, origin: string, recording: Recording | undefined) => Snippet

const writers: Readonly<Record<ViewName, WriteSnippet>> = {
  answer: writeAnswer,
  recording: (scene, origin, recording) =>
    recording ? writeReplay(origin, recording) : writeAnswer(scene, origin),
  chat: writeChat,
  markdown: writeMarkdown,
}

/**
 * A whole component that puts on the screen what the scene shows; `origin` is where the embedded backends are. What is
 * replayed is a part of it, so that it needs neither a file nor a backend.
 */
export function writeSnippet(scene: Scene, origin: string, recording?: Recording): string {
  const { imports, script, template } = writers[scene.view](scene, origin, recording)
  const lines = [...imports, "import 'vue-rill/style.css'", '', script]
  return `<script setup lang="ts">\n${lines.join('\n')}\n</script>\n\n<template>\n${template}\n</template>\n`
}

function writeAnswer(scene: Scene, origin: string): Snippet {
  const { url, method, headers, body } = buildRequest(scene, QUESTION_ID)
  const request = {
    url: nameBackend(url, origin),
    method,
    ...recoverySettings[scene.recovery].request,
    ...(body && { headers, body }),
  }
  return {
    imports: ["import { RillAnswer, useStream } from 'vue-rill'", ...importTransport(scene)],
    script: `const stream = useStream(${writeRequest(request)}, ${writeOptions(scene, origin)})\nvoid stream.start()`,
    template: '  <RillAnswer :stream="stream" />',
  }
}

function writeReplay(origin: string, recording: Recording): Snippet {
  const url = recording.request?.url ?? '/'
  const options = `{\n  transport: replayTransport(recording),\n  baseUrl: ${print(readBase(url, origin))},\n}`
  return {
    imports: [
      "import { RillAnswer, useStream } from 'vue-rill'",
      "import { replayTransport, type Recording } from 'vue-rill/core'",
    ],
    script: [
      `const recording: Recording = ${print(recording)}`,
      `const stream = useStream({ url: ${print(nameBackend(url, origin))} }, ${options})`,
      'void stream.start()',
    ].join('\n'),
    template: '  <RillAnswer :stream="stream" />',
  }
}

function writeChat(scene: Scene, origin: string): Snippet {
  const {
    url,
    method,
    headers,
    body = '',
  } = buildRequest({ ...scene, question: QUESTION }, QUESTION_ID)
  const scenario = findScenario(scene)
  const shape = scenario?.hasOwnShape ? undefined : findBackend(scene)?.name
  const request = {
    url: nameBackend(url, origin),
    method,
    ...recoverySettings[scene.recovery].request,
    ...(shape === undefined ? { headers } : scenario?.headers && { headers: scenario.headers }),
    ...(shape && { body: keepPlainFields(scenario?.body ?? {}) }),
  }
  const fill = `(${print(body)}).replaceAll(${print(QUESTION)}, JSON.stringify(question.text).slice(1, -1))`
  const own = `toRequest: ({ question }) => ({ body: ${fill} })`
  const talk = shape === undefined ? own : `shape: ${print(shape)}`
  return {
    imports: ["import { RillChat, useChat } from 'vue-rill'", ...importTransport(scene)],
    script: `const chat = useChat(${writeRequest(request)}, ${writeOptions(scene, origin, talk)})`,
    template: '  <RillChat :chat="chat" />',
  }
}

function writeMarkdown(scene: Scene): Snippet {
  const { text, references } = markdownSamples[scene.language]
  return {
    imports: [
      "import { RillMarkdown, type ResultItem } from 'vue-rill'",
      "import { diagramPlugin } from 'vue-rill/diagrams'",
      "import { footnotePlugin } from 'vue-rill/footnotes'",
      "import { mathPlugin } from 'vue-rill/math'",
    ],
    script: [
      `const content = ${print(scene.markdown || text)}`,
      `const references: readonly ResultItem[] = ${print(references)}`,
      'const plugins = [mathPlugin(), footnotePlugin(), diagramPlugin()]',
    ].join('\n'),
    template: '  <RillMarkdown :content="content" :references="references" :plugins="plugins" />',
  }
}

function importTransport({ transport }: Scene): readonly string[] {
  if (transport === 'fetch') return []
  return ["import axios from 'axios'", "import { axiosTransport } from 'vue-rill/core'"]
}

function writeOptions(scene: Scene, origin: string, ...more: readonly string[]): string {
  const { url } = buildRequest(scene, '')
  const options = [
    `baseUrl: ${print(readBase(url, origin))}`,
    ...(scene.dialect === 'auto' ? [] : [`dialect: ${print(scene.dialect)}`]),
    ...(scene.transport === 'axios' ? ['transport: axiosTransport(axios.create())'] : []),
    ...(scene.recovery === 'resume' ? ['resume: ({ request }) => request'] : []),
    ...more,
  ]
  return `{\n  ${options.join(',\n  ')},\n}`
}

/** Read anew for each question where the backend counts its requests, to strike the first ones only. */
function writeRequest(request: { readonly url: string }): string {
  const written = print(request)
  return request.url.includes(QUESTION_ID)
    ? `() => (${written.replace(QUESTION_ID, '" + Date.now() + "')})`
    : written
}

/** What pictures resolve against: where the answer comes from. */
function readBase(url: string, origin: string): string {
  return `${URL.canParse(url) ? new URL(url).origin : origin}/`
}

/** The url in full: the snippet runs elsewhere. */
function nameBackend(url: string, origin: string): string {
  return URL.canParse(url, origin) ? new URL(url, origin).href : url
}

/** As a value in a script inside of a component: nothing in it may end that script. */
function print(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replaceAll('</', '<\\/')
}
