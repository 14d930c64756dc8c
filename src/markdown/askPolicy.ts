/** A policy with a word of the app's own about each address. */
interface AskedPolicy {
  readonly resolve?: (address: string) => string | undefined
}

/**
 * What the app makes of an address. A hook that throws has allowed nothing: its failure refuses this address, and takes
 * no text around it along.
 */
export function askPolicy(policy: AskedPolicy, address: string): string | undefined {
  if (policy.resolve === undefined) return address
  try {
    return policy.resolve(address)
  } catch {
    // Such as `new URL` of a path.
    return undefined
  }
}
