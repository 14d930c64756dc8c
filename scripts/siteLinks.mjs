// Follows every link of the built site within it, those of menus and of the language switch too, to a page and to a
// place on it; ends with exit code 1 where one leads nowhere:
//   node scripts/siteLinks.mjs
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const site = fileURLToPath(new URL('../docs/.vitepress/dist/', import.meta.url))
const pages = new Map(
  readdirSync(site, { recursive: true })
    .filter((path) => path.endsWith('.html') && path !== '404.html')
    .map((path) => [`/${String(path)}`, readFileSync(resolve(site, path), 'utf8')]),
)

/** The page that an address is answered with. */
function fileOf(path) {
  if (path.endsWith('/')) return `${path}index.html`
  return path.endsWith('.html') ? path : `${path}.html`
}

function leadsSomewhere(from, link) {
  const [path, place] = link.split('#')
  if (/\.(?!html$)\w+$/.test(path)) return existsSync(resolve(site, `.${path}`))
  const page = pages.get(path === '' ? from : fileOf(path))
  return page !== undefined && (!place || page.includes(`id="${decodeURIComponent(place)}"`))
}

const dead = [...pages].flatMap(([from, page]) =>
  [...page.matchAll(/href="(\/[^"]*|#[^"]+)"/g)]
    .map(([, link]) => link)
    .filter((link) => !leadsSomewhere(from, link))
    .map((link) => `${from} leads to ${link}, which is not there`),
)

console.log([...new Set(dead)].join('\n') || `${pages.size} pages, no dead link`)
if (pages.size === 0 || dead.length > 0) process.exit(1)
