import { inject, provide, shallowReactive, type InjectionKey } from 'vue'

/** The addresses that the reader has asked for; a picture that waits for a click is requested once its own is among them. */
export type PictureConsent = Set<string>

const consentKey: InjectionKey<PictureConsent> = Symbol('rill picture consent')

/** What the reader asks for in one place is shown in all that know of it: in the grid and over the window. */
export function usePictureConsent(): PictureConsent {
  const consent = inject(consentKey, undefined) ?? shallowReactive(new Set<string>())
  provide(consentKey, consent)
  return consent
}
