/** Result images are named from the root of the server that found them. */
export function readBaseUrl(url: string): string {
  try {
    return new URL('/', new URL(url, location.href)).href
  } catch {
    return location.href
  }
}
