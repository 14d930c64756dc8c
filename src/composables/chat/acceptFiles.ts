export interface FileRules {
  /** As in `<input accept>`: `image/*,.pdf`. Default: everything. */
  readonly accept?: string
  /** Largest size of one file, in bytes. Default: any. */
  readonly maxBytes?: number
}

export interface RejectedFile {
  readonly file: File
  readonly reason: 'type' | 'size'
}

export interface SortedFiles {
  readonly accepted: readonly File[]
  readonly rejected: readonly RejectedFile[]
}

/** Tells the files that may be attached from those that may not. What is dropped or pasted no `<input>` has judged. */
export function sortFiles(
  files: Iterable<File>,
  { accept = '', maxBytes }: FileRules,
): SortedFiles {
  const patterns = accept
    .split(',')
    .map((pattern) => pattern.trim().toLowerCase())
    .filter(Boolean)
  const accepted: File[] = []
  const rejected: RejectedFile[] = []
  for (const file of files) {
    const isFit = patterns.length === 0 || patterns.some((pattern) => matches(file, pattern))
    if (!isFit) rejected.push({ file, reason: 'type' })
    else if (maxBytes !== undefined && file.size > maxBytes) rejected.push({ file, reason: 'size' })
    else accepted.push(file)
  }
  return { accepted, rejected }
}

function matches({ name, type }: File, pattern: string): boolean {
  if (pattern === '*/*' || pattern === '*') return true
  if (pattern.startsWith('.')) return name.toLowerCase().endsWith(pattern)
  const mediaType = type.toLowerCase()
  return pattern.endsWith('/*') ? mediaType.startsWith(pattern.slice(0, -1)) : mediaType === pattern
}
