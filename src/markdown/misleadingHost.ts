/** Only lends relative addresses a host; those stay on the page's own. */
const BASE = 'https://relative.invalid/'

/** Longer labels are prose, in which the first words are what is read. */
const MAX_LABEL = 2_048

/** A word that reads as an address: a scheme or a mailbox in front of a host, or a host alone. */
const ADDRESS =
  /^(?:([a-z][a-z\d+.-]*:\/\/|www\.)|[^@\s/]*@)?((?:[\p{L}\p{M}\p{N}-]+\.)+[\p{L}\p{M}\p{N}-]+)\.?(?=$|[/?#:@!])/iu

const BETWEEN_WORDS = /[\s<>()[\]{}"'“”‘’«»,;，、；（）]+/

/** Show nothing, and part a name that reads as one. */
const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/g

/** Names of files and of software look like hosts, and some of these endings are countries. */
const FILE_ENDING =
  /\.(?:c|cc|cpp|cs|css|csv|docx?|go|gz|html?|java|jpe?g|js|json|jsx|kt|log|lua|md|mjs|pdf|php|pl|png|ps|py|rb|rs|sh|sql|svg|tar|ts|tsx|txt|vue|xlsx?|xml|ya?ml|zip)$/i

const LATIN = /\p{Script=Latin}/u
const LATIN_LOOKALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}]/u

/**
 * The host that a link leads to, where its label reads as the address of another one: `[bank.example](https://evil.example)`.
 * Nothing where the label says where it leads, or nothing about it. A host below the one that the label names is no other;
 * one written in letters of two alphabets that look alike is told in its ASCII form.
 */
export function misleadingHost(label: string, href: string): string | undefined {
  const shown = label.slice(0, MAX_LABEL)
  if (!shown.includes('.') && !/[\uff0e\u200b]/.test(shown)) return undefined
  const words = shown.replace(INVISIBLE, '').normalize('NFKC').split(BETWEEN_WORDS)
  const named = words.map(hostIn).filter((host) => host !== undefined)
  if (named.length === 0) return undefined
  const host = hostOf(href)
  return host === undefined || named.every((name) => isHonest(name, host)) ? undefined : host
}

/** The host that a word reads as, if it reads as an address. */
function hostIn(word: string): string | undefined {
  const [, prefix, host] = ADDRESS.exec(word) ?? []
  if (host === undefined) return undefined
  if (prefix !== undefined) return host
  const isName = /\.(?=[^.]*\p{L})[^.]{2,}$/u.test(host) && !(host === word && isFile(host))
  return isName || /^\d+(?:\.\d+){3}$/.test(host) ? host : undefined
}

/** `README.md`, `vue.js`, but not `www.site.rs`. */
function isFile(name: string): boolean {
  return FILE_ENDING.test(name) && name.split('.').length === 2
}

function isHonest(named: string, host: string): boolean {
  if (LATIN.test(named) && LATIN_LOOKALIKE.test(named)) return false
  const said = withoutPrefix(hostOf(`https://${named}/`) ?? named)
  const real = withoutPrefix(host)
  return real === said || real.endsWith(`.${said}`)
}

function hostOf(href: string): string | undefined {
  try {
    const { protocol, hostname, pathname } = new URL(href, BASE)
    if (protocol === 'mailto:') return pathname.split('@').at(-1)?.toLowerCase()
    return hostname === '' || hostname === 'relative.invalid' ? undefined : hostname
  } catch {
    // Not an address: nothing leads there.
    return undefined
  }
}

const withoutPrefix = (host: string): string => host.replace(/^www\.|\.$/g, '')
