import MarkdownIt from 'markdown-it'
import type { MarkdownIt as Parser, Token } from 'markdown-it'

const { linkify: stock } = new MarkdownIt()
const STOCK_SCHEMAS = stock.re.get_schema_names().source

/** What every bare address has: the colon or slashes of its scheme, a dot inside its host, or the sign of a mail. */
const SIGN = /[:@]|\/\/|\.\S/

/**
 * Whether a bare address may stand in one of the tokens. Most prose has none, and finding that out by the search for
 * addresses itself took as long as all other inline rules together. Schemes that the app has added may look like
 * anything.
 */
export function mayHoldBareLink({ linkify }: Parser, tokens: readonly Token[]): boolean {
  return (
    tokens.some(({ type, content }) => type === 'text' && SIGN.test(content)) ||
    linkify.test !== stock.test ||
    linkify.re.get_schema_names().source !== STOCK_SCHEMAS ||
    linkify.re.get_fuzzy_link_search !== stock.re.get_fuzzy_link_search
  )
}
