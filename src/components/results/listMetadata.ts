/** One row of what a result brings besides title, text, score and source. */
export interface MetadataRow {
  readonly key: string
  readonly label: string
  readonly value: string
}

/** More rows than this make a card a table. */
const MAX_ROWS = 8

/**
 * The metadata that fits on a card: plain values under their names. Objects, lists and empty values are for the slot.
 */
export function listMetadata(metadata: Readonly<Record<string, unknown>>): readonly MetadataRow[] {
  return Object.entries(metadata)
    .flatMap(([key, value]) => {
      const text = writePlain(value)
      return text === undefined ? [] : [{ key, label: readable(key), value: text }]
    })
    .slice(0, MAX_ROWS)
}

function writePlain(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() || undefined
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined
  return typeof value === 'boolean' ? String(value) : undefined
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
