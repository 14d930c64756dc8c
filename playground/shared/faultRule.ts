/** Where a rule takes hold: in the head of the response, in all of its body, or behind a point in it. */
type FaultPlace = 'head' | 'body' | 'point'

/** What the value of a rule may be: a number within bounds, or one of a few words. */
export type FaultValue =
  | { readonly least: number; readonly most: number; readonly usual: number }
  | { readonly words: readonly [string, ...string[]] }

interface FaultTraits {
  readonly place: FaultPlace
  /** Left out where there is nothing to set. */
  readonly value?: FaultValue
}

/** Everything that a user can have go wrong, in the order of the choice. */
export const faultKinds = {
  /** Another status than 200. */
  status: {
    place: 'head',
    value: { words: ['503', '500', '502', '504', '400', '401', '403', '404', '408'] },
  },
  /** 429; the value is the Retry-After in seconds. */
  busy: { place: 'head', value: { least: 0, most: 120, usual: 2 } },
  /** Another content type than that of the body. */
  type: { place: 'head', value: { words: ['html', 'plain', 'json', 'pdf'] } },
  /** A byte order mark ahead of everything. */
  bom: { place: 'body' },
  /** Other line ends. */
  'line-ends': { place: 'body', value: { words: ['crlf', 'cr'] } },
  /** A proxy that hands on so many bytes at once, or with 0 everything at the end. */
  buffer: { place: 'point', value: { least: 0, most: 1_000_000, usual: 0 } },
  /** Every further frame comes so many milliseconds later. */
  slow: { place: 'point', value: { least: 1, most: 10_000, usual: 200 } },
  /** A cut inside of the next character of several bytes, and a wait in milliseconds behind it. */
  split: { place: 'point', value: { least: 0, most: 10_000, usual: 300 } },
  /** A frame of broken JSON. */
  malformed: { place: 'point' },
  /** The last frames once more, so many of them. */
  replay: { place: 'point', value: { least: 1, most: 100, usual: 5 } },
  /** Silence for so many milliseconds, or with 0 for ever. */
  hang: { place: 'point', value: { least: 0, most: 600_000, usual: 2000 } },
  /** The body ends cleanly before the answer does. */
  end: { place: 'point' },
  /** The connection breaks. */
  reset: { place: 'point' },
} as const satisfies Readonly<Record<string, FaultTraits>>
export type FaultKind = keyof typeof faultKinds

/** What a point is counted in, by its letter in the URL: frames or bytes of this response, milliseconds since it began. */
export const faultUnits = { frames: 'f', bytes: 'b', ms: 't' } as const
export type FaultUnit = keyof typeof faultUnits

/** One thing that goes wrong. */
export interface FaultRule {
  readonly kind: FaultKind
  /** A number or a word, as `faultKinds` says; empty where there is none. */
  readonly value: string
  /** The point behind which it strikes; 0 for what has no point. */
  readonly at: number
  readonly unit: FaultUnit
  /** It strikes the first so many requests of a question; 0 for every one. */
  readonly tries: number
}

export const MOST_RULES = 8
export const MOST_TRIES = 9
export const MOST_AT = 1_000_000

/** What can be set of a kind. */
export function traitsOf(kind: FaultKind): FaultTraits {
  return faultKinds[kind]
}

/** A rule as it is before anything is set. */
export function createFaultRule(kind: FaultKind): FaultRule {
  const { place } = traitsOf(kind)
  const isPoint = place === 'point'
  return { kind, value: usualValue(kind), at: isPoint ? 10 : 0, unit: 'frames', tries: 1 }
}

function usualValue(kind: FaultKind): string {
  const { value } = traitsOf(kind)
  if (value === undefined) return ''
  return 'words' in value ? value.words[0] : String(value.usual)
}

/** Writes rules as one short text that needs no escaping in a URL: `reset.f12.x1*slow.200.f3`. */
export function writeFaultRules(rules: readonly FaultRule[]): string {
  return rules
    .map(({ kind, value, at, unit, tries }) =>
      [
        kind,
        ...(value === '' ? [] : [value]),
        ...(at === 0 ? [] : [`${faultUnits[unit]}${at}`]),
        ...(tries === 0 ? [] : [`x${tries}`]),
      ].join('.'),
    )
    .join('*')
}

/** Reads what {@link writeFaultRules} wrote, from anybody: what cannot be set is left out or takes its usual value. */
export function readFaultRules(text: string): readonly FaultRule[] {
  return text
    .slice(0, 400)
    .split('*', MOST_RULES)
    .flatMap((part) => readRule(part.split('.')))
}

function readRule([name = '', ...parts]: readonly string[]): readonly FaultRule[] {
  if (!isKind(name)) return []
  const units = Object.keys(faultUnits).filter(isUnit)
  let rule: FaultRule = { ...createFaultRule(name), at: 0, tries: 0 }
  for (const part of parts) {
    const [, letter, digits] = /^([a-z]?)(\d{1,7})$/.exec(part) ?? []
    const unit = units.find((one) => faultUnits[one] === letter)
    if (letter === 'x') rule = { ...rule, tries: Math.min(Number(digits), MOST_TRIES) }
    else if (unit && traitsOf(name).place === 'point') {
      rule = { ...rule, unit, at: Math.min(Number(digits), MOST_AT) }
    } else rule = { ...rule, value: readFaultValue(name, part) }
  }
  return [rule]
}

/** A value of the kind: the given one if it may be set, else the nearest or the usual one. */
export function readFaultValue(kind: FaultKind, given: string): string {
  const { value } = traitsOf(kind)
  if (value === undefined) return ''
  if ('words' in value) return value.words.find((word) => word === given) ?? value.words[0]
  if (!/^\d{1,7}$/.test(given)) return String(value.usual)
  return String(Math.min(value.most, Math.max(value.least, Number(given))))
}

export function isKind(name: string): name is FaultKind {
  return Object.hasOwn(faultKinds, name)
}

export function isUnit(name: string): name is FaultUnit {
  return Object.hasOwn(faultUnits, name)
}
