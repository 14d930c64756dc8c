import { writeDelivery } from '../shared/delivery.ts'
import { readFaultRules } from '../shared/faultRule.ts'
import { QUESTION } from '../shared/scenario.ts'
import { findScenario, type Scene } from './scene.ts'

/** A request as the app shows it and as the kit sends it. */
export interface BuiltRequest {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  /** JSON text. */
  readonly body: string | undefined
}

const JSON_HEADERS = { 'content-type': 'application/json' }

/**
 * Builds the request of a scene. `questionId` names this question to the embedded backend, which lets a fault strike
 * its first request only.
 */
export function buildRequest(scene: Scene, questionId: string): BuiltRequest {
  const scenario = findScenario(scene)
  if (!scenario) return buildOwnRequest(scene)
  const query = writeDelivery({
    speed: scene.speed,
    chunking: scene.chunking,
    fault: scene.fault,
    once: scene.strikes === 'first' || scene.fault === 'composed' ? questionId : undefined,
    rules: readFaultRules(scene.rules),
    isNumbered: scene.recovery === 'resume',
  })
  for (const [name, value] of Object.entries(scenario.query ?? {})) query.set(name, value)
  query.set('scenario', scenario.name)
  query.set('language', scene.language)
  return {
    url: `${scenario.path}?${query}`,
    method: 'POST',
    headers: { ...JSON_HEADERS, ...scenario.headers },
    body: fillBody(JSON.stringify(scenario.body), scene.question),
  }
}

function buildOwnRequest(scene: Scene): BuiltRequest {
  const url = scene.ownUrl.trim().replaceAll(QUESTION, encodeURIComponent(scene.question))
  if (scene.ownMethod === 'GET') return { url, method: 'GET', headers: {}, body: undefined }
  const body = fillBody(scene.ownBody, scene.question)
  return { url, method: 'POST', headers: JSON_HEADERS, body }
}

/** The placeholder stands inside a JSON string, so what replaces it is the inside of one. */
function fillBody(json: string, question: string): string {
  const quoted = JSON.stringify(question).slice(1, -1)
  return json.replaceAll(QUESTION, () => quoted)
}
