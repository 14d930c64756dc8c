// What an answer must never bring onto the page.
const FORBIDDEN =
  'script, iframe, object, embed, form, base, meta, link, style, svg, math, template, video, audio'

/** What stands in an element that an answer must never bring there. */
export function audit(root: HTMLElement): string[] {
  const offences = [...root.querySelectorAll(FORBIDDEN)].map(({ tagName }) => `<${tagName}>`)
  for (const element of root.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      const isOwnId = name === 'id' && value.startsWith('rill-')
      if (!isOwnId && /^on|^style$|^srcdoc$|^id$|^name$/i.test(name))
        offences.push(`${name}="${value}"`)
      if (name === 'src' || name === 'background') offences.push(`${name}="${value}"`)
      if (
        name === 'href' &&
        !/^(?:https?|mailto|tel):/.test(element instanceof HTMLAnchorElement ? element.href : '')
      ) {
        offences.push(`href="${value}"`)
      }
    }
  }
  if (/[\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u.test(root.textContent))
    offences.push('hidden text')
  return offences
}
