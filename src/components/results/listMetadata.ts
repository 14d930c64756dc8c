/** One row of what a result brings besides title, text, score and source. */
export interface MetadataRow {
  readonly key: string
  readonly label: string
  readonly value: string
  /** Where the value leads, when it is an address that may be followed. */
  readonly href?: string
  /** The value is a code of signs, to be read one by one. */
  readonly isCode?: boolean
}

export interface MetadataContext {
  /** What stands above the rows; a row that only says a part of it again is left out. */
  readonly title: string
  /** Labels by the name of a field on the wire; a name that is not among them is made readable as it is. */
  readonly labels: Readonly<Partial<Record<string, string>>>
}

/** Fields that only machines read, by their names in small letters without separators. */
const MACHINE_FIELDS: ReadonlySet<string> = new Set([
  'type',
  'encryptedcontent',
  'encryptedindex',
  'signature',
  'embedding',
  'embeddings',
  'vector',
  'vectors',
])

/** More rows than this make a card a table. */
const MAX_ROWS = 8

/**
 * The metadata that fits on a card: plain values under their names. Objects, lists (an embedding is one) and empty
 * values are for the slot, as is what only machines read. A field that has a label is for people, whatever it is called.
 */
export function listMetadata(
  metadata: Readonly<Record<string, unknown>>,
  { title, labels }: MetadataContext,
): readonly MetadataRow[] {
  return Object.entries(metadata)
    .flatMap(([key, value]) => {
      const label = findLabel(key, labels)
      if (label === undefined && isForMachines(key)) return []
      const text = writePlain(value)
      // Only words can repeat the title: that a figure also stands there is chance.
      if (text === undefined || (typeof value === 'string' && isSaidIn(title, text))) return []
      return [{ key, label: labelField(key, labels), value: text }]
    })
    .slice(0, MAX_ROWS)
}

/** A value as it stands on one line; nothing for what does not. */
export function writePlain(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() || undefined
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined
  return typeof value === 'boolean' ? String(value) : undefined
}

/** Whole words only: `E1` is not said in `E14`. */
function isSaidIn(title: string, value: string): boolean {
  const words = spaceWords(value)
  return words !== '' && ` ${spaceWords(title)} `.includes(` ${words} `)
}

function spaceWords(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join(' ')
}

/** What a field is called: by the app, else by its own name made readable. */
export function labelField(key: string, labels: MetadataContext['labels']): string {
  return findLabel(key, labels) ?? readable(key)
}

function findLabel(key: string, labels: MetadataContext['labels']): string | undefined {
  // The key is the backend's: an inherited name such as "toString" is no label.
  return Object.hasOwn(labels, key) ? labels[key] : undefined
}

function isForMachines(key: string): boolean {
  return MACHINE_FIELDS.has(key.replace(/[_-]/g, '').toLowerCase())
}

/** `alarm_code` and `alarmCode` read as "Alarm code"; names in capitals and in other scripts stay as they are. */
function readable(key: string): string {
  const words = key
    .replace(/([a-z\d])([A-Z])(?=[a-z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
  const isShouted = words === words.toUpperCase()
  return isShouted ? words : words.charAt(0).toUpperCase() + words.slice(1).toLowerCase()
}
