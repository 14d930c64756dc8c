import { resolveLinkUrl } from '../markdown/linkUrl.ts'

/** The address as a document may link it, wherever it is opened: allowed, and not relative to anything. */
export function documentUrl(url: string | undefined): string | undefined {
  const href = url === undefined ? undefined : resolveLinkUrl(url)
  return href !== undefined && URL.canParse(href) ? href : undefined
}
