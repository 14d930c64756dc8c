import type { Messages } from '../../locales/messages.ts'
import type { InspectionReport } from './createInspection.ts'

type Words = Messages['inspector']

/** Why a stream is read as it is, in words; `known` is all that a run tells that nobody watched. */
export function describeDetection(
  { detection }: InspectionReport,
  known: string | undefined,
  words: Words,
): string {
  if (!detection) return known ?? words.undetected
  const { dialect, by, rule } = detection
  return `${dialect} · ${words.detectedBy[by]} · ${rule}`
}

/** What a developer should look into, in words. */
export function describeWarnings(
  { warnings, refusal = '', mislabelled, contentType = '' }: InspectionReport,
  blockedImages: number,
  words: Words,
): readonly string[] {
  const { buffering, contentType: wrongType, unknownEvents, slowRenders } = warnings
  return [
    buffering ? words.buffering : '',
    wrongType ? words.wrongType(refusal) : '',
    mislabelled ? words.mislabelled(words.bodies[mislabelled], contentType) : '',
    unknownEvents ? words.unknownEvents(unknownEvents) : '',
    slowRenders ? words.slowRenders(slowRenders) : '',
    blockedImages > 0 ? words.blockedImages(blockedImages) : '',
  ].filter(Boolean)
}
