import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutText } from '../../playground/backend/tokens.ts'
import { chunkings } from '../../playground/shared/delivery.ts'
import { buildRequest } from '../../playground/src/buildRequest.ts'
import {
  choices,
  createScene,
  findScenario,
  TO_THE_END,
  type Scene,
} from '../../playground/src/scene.ts'
import { readSceneHash, writeSceneHash } from '../../playground/src/sceneHash.ts'
import { createLane } from '../../playground/src/wire/createLane.ts'
import { dialects } from '../../src/dialects/index.ts'

const scenes = fc
  .record<Scene>({
    view: fc.constantFrom(...choices.view),
    backend: fc.constantFrom(...choices.backend),
    scenario: fc.constantFrom('answer', 'report', 'agent'),
    question: fc.string({ unit: 'grapheme' }),
    transport: fc.constantFrom(...choices.transport),
    dialect: fc.constantFrom(...choices.dialect),
    speed: fc.constantFrom(...choices.speed),
    chunking: fc.constantFrom(...choices.chunking),
    fault: fc.constantFrom(...choices.fault),
    strikes: fc.constantFrom(...choices.strikes),
    rules: fc.constantFrom('', 'reset.f12.x1*slow.200.f3'),
    recovery: fc.constantFrom(...choices.recovery),
    language: fc.constantFrom(...choices.language),
    theme: fc.constantFrom(...choices.theme),
    ownUrl: fc.webUrl(),
    ownMethod: fc.constantFrom(...choices.ownMethod),
    ownBody: fc.string(),
    markdown: fc.string({ unit: 'grapheme' }),
    position: fc.constantFrom(TO_THE_END, 0, 7),
  })
  // A scenario is one of its backend's.
  .map((scene) => ({ ...scene, scenario: findScenario(scene)?.name ?? scene.scenario }))

describe('a scene in the URL', () => {
  it('comes back as it was, whatever it holds', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        expect(readSceneHash(writeSceneHash(scene), 'fr')).toEqual(scene)
      }),
    )
  })

  it('takes the browser language where the playground speaks it', () => {
    expect(readSceneHash('', 'zh-TW').language).toBe('zh-CN')
    expect(readSceneHash('', 'de-AT').language).toBe('en')
  })

  it('begins a backend with its own first scenario and question', () => {
    const scene = readSceneHash('#backend=workflow', 'en')
    expect(scene.scenario).toBe('report')
    expect(scene.question).toContain('employees')
  })

  it('ignores values that nobody can choose', () => {
    expect(readSceneHash('#speed=9999&fault=meteor&position=-3&view=x&__proto__=x', 'en')).toEqual(
      createScene('en'),
    )
  })
})

describe('the choice of a dialect', () => {
  it('offers every dialect that the kit ships', () => {
    const shipped = dialects.map(({ name }) => name)
    expect(new Set(choices.dialect)).toEqual(new Set(['auto', ...shipped]))
  })
})

describe('the request of a scene', () => {
  it('carries the question in the field that the backend expects', () => {
    const request = buildRequest({ ...createScene('en'), question: 'E001?' }, 'a')
    expect(request.url).toBe('/api/rag/search?speed=40&chunking=token&scenario=answer&language=en')
    expect(JSON.parse(request.body ?? '')).toEqual({ query: 'E001?', use_rag: true })
  })

  it('puts the question into the body and the URL of an own backend without breaking either', () => {
    const scene: Scene = {
      ...createScene('en'),
      backend: 'own',
      question: '"$&" & more?',
      ownUrl: 'http://127.0.0.1:8000/ask?q={{question}}',
      ownBody: '{"message":"{{question}}"}',
    }
    const request = buildRequest(scene, 'a')
    expect(new URL(request.url).searchParams.get('q')).toBe(scene.question)
    expect(JSON.parse(request.body ?? '')).toEqual({ message: scene.question })
  })
})

describe('what a model would say', () => {
  it('is the same text again, however it is cut', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom(...chunkings),
        (text, chunking) => {
          expect(cutText(text, chunking).join('')).toBe(text)
        },
      ),
    )
  })
})

describe('a lane of the wire panel', () => {
  it('counts everything and keeps the newest entries', () => {
    const lane = createLane(10)
    for (let at = 0; at < 1000; at += 1) lane.add(at, { tag: '1 B', preview: '', detail: '' })
    const { total, entries } = lane.snapshot()
    expect(total).toBe(1000)
    expect(entries.map(({ index }) => index)).toEqual(
      Array.from({ length: 10 }, (_, place) => 991 + place),
    )
  })
})
