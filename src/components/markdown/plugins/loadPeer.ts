import { warn } from 'vue'

/**
 * Loads a package that an app may have or not, once. Nothing where it is missing or of another shape, which a developer
 * is told once; the reader sees the source.
 */
export function createPeerLoader<Peer>(
  name: string,
  load: () => Promise<unknown>,
  isPeer: (value: unknown) => value is Peer,
): () => Promise<Peer | undefined> {
  let loading: Promise<Peer | undefined> | undefined

  async function loadOnce(): Promise<Peer | undefined> {
    try {
      const peer = await load()
      if (isPeer(peer)) return peer
      warn(
        `vue-rill: this version of ${name} is not known; what it would draw shows as its source.`,
      )
    } catch {
      warn(`vue-rill: ${name} could not be loaded; what it would draw shows as its source.`)
    }
    return undefined
  }

  return () => (loading ??= loadOnce())
}
