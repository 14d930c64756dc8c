import type { ChatRequest, UseChatOptions } from 'vue-rill'
import { QUESTION } from '../shared/scenario.ts'
import { buildRequest } from './buildRequest.ts'
import { findBackend, findScenario, type Scene } from './scene.ts'

/** What `useChat` is told of a scene's backend. */
export interface BuiltTalk {
  readonly request: ChatRequest
  readonly options: Pick<UseChatOptions, 'shape' | 'toRequest'>
}

/**
 * Builds the talk of a scene. Speed, cutting and fault are read for each request, so they may change between questions;
 * `turnId` names the turn whose request goes out, so that a fault can strike a turn once.
 */
export function buildTalk(scene: Scene, turnId: () => string): BuiltTalk {
  const scenario = findScenario(scene)
  const shape = scenario?.hasOwnShape ? undefined : findBackend(scene)?.name
  const request: ChatRequest = {
    url: () => buildRequest(scene, turnId()).url,
    method: 'POST',
    ...(scenario?.headers && { headers: scenario.headers }),
    body: () => keepPlainFields(findScenario(scene)?.body ?? {}),
  }
  if (shape !== undefined) return { request, options: { shape } }
  return {
    request,
    options: {
      toRequest: ({ question }) => buildRequest({ ...scene, question: question.text }, turnId()),
    },
  }
}

/** The talk itself is written by the kit: what stays is what the backend wants to know beside it. */
export function keepPlainFields(
  body: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => {
      if (!JSON.stringify(value).includes(QUESTION)) return [[name, value]]
      return isFields(value) ? [[name, keepPlainFields(value)]] : []
    }),
  )
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
