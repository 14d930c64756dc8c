import type { Transport } from './transport.ts'

/** A transport that says of itself what another one says, and opens in a way of its own. */
export function wrapTransport(transport: Transport, open: Transport['open']): Transport {
  // Each by name: one that is made by a class keeps some of it in its prototype, which a spread leaves out.
  return {
    name: transport.name,
    get canPause() {
      return transport.canPause
    },
    ...(transport.repeatsItself !== undefined && { repeatsItself: transport.repeatsItself }),
    hasActed: (request) => transport.hasActed?.(request) ?? false,
    open,
  }
}
