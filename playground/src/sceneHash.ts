import { choices, createScene, findScenario, suggestQuestion, type Scene } from './scene.ts'
import { readFaultRules, writeFaultRules } from '../shared/faultRule.ts'
import { languages, type Language } from '../shared/scenario.ts'

/** The language to begin with: the browser's, where the playground speaks it. */
export function chooseLanguage(preferred: string): Language {
  return preferred.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

/** Reads a scene from a URL's hash; what is missing or unknown takes its default. */
export function readSceneHash(hash: string, preferred: string): Scene {
  const query = new URLSearchParams(hash.replace(/^#/, ''))
  const named = languages.find((language) => language === query.get('language'))
  const scene = createScene(named ?? chooseLanguage(preferred))
  for (const key of keysOf(scene)) {
    const value = query.get(key)
    if (value !== null) assign(scene, key, value)
  }
  scene.scenario = findScenario(scene)?.name ?? scene.scenario
  return query.has('question') ? scene : { ...scene, question: suggestQuestion(scene) }
}

/** Writes what differs from the defaults. The language is always told: the reader's browser may prefer another. */
export function writeSceneHash(scene: Scene): string {
  const usual = { ...createScene(scene.language), question: suggestQuestion(scene) }
  const query = new URLSearchParams()
  for (const key of keysOf(scene)) {
    if (key === 'language' || scene[key] !== usual[key]) query.set(key, String(scene[key]))
  }
  return `#${query}`
}

function assign(scene: Scene, key: keyof Scene, value: string): void {
  const allowed: readonly unknown[] | undefined = Reflect.get(choices, key)
  const read = readers[key] ?? ((text: string) => text)
  const accepted = allowed ? allowed.find((one) => String(one) === value) : read(value)
  // `choices` and what is free hold the field's own type and nothing else.
  if (accepted !== undefined) Reflect.set(scene, key, accepted)
}

/** Free texts that are not just any text. */
const readers: Readonly<Partial<Record<keyof Scene, (value: string) => unknown>>> = {
  position: readCount,
  rules: (value) => writeFaultRules(readFaultRules(value)),
}

function readCount(value: string): number | undefined {
  return /^\d{1,6}$/.test(value) ? Number(value) : undefined
}

function keysOf(scene: Scene): readonly (keyof Scene)[] {
  return Object.keys(scene).filter((key): key is keyof Scene => key in scene)
}
