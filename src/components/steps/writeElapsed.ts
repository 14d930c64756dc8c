import type { Messages } from '../../locales/messages.ts'

/** How long a step took, in words; nothing where nobody would notice. */
export function writeElapsed(
  elapsedMs: number | undefined,
  { format }: Messages,
): string | undefined {
  if (elapsedMs === undefined || elapsedMs < 100) return undefined
  return elapsedMs < 1000 ? format.preciseDuration(elapsedMs) : format.duration(elapsedMs)
}
