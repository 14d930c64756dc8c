import type { Token } from 'markdown-it'

/** Whether two tokens say the same, their children aside: see `sameInline`. */
export function sameToken(one: Token, other: Token): boolean {
  return (
    one === other ||
    (one.type === other.type &&
      one.tag === other.tag &&
      one.nesting === other.nesting &&
      one.content === other.content &&
      one.info === other.info &&
      one.markup === other.markup &&
      one.hidden === other.hidden &&
      one.map?.[0] === other.map?.[0] &&
      one.map?.[1] === other.map?.[1] &&
      sameAttributes(one.attrs, other.attrs) &&
      sameMeta(one.meta, other.meta))
  )
}

/** Whether two inline tokens say the same: their text and every child, since a late definition changes only children. */
export function sameInline(one: Token | undefined, other: Token | undefined): boolean {
  if (one === other) return true
  if (one === undefined || other === undefined) return false
  return sameToken(one, other) && sameChildren(one.children, other.children)
}

function sameChildren(one: readonly Token[] | null, other: readonly Token[] | null): boolean {
  if (one === null || other === null) return one === other
  return one.length === other.length && one.every((child, index) => sameInline(child, other[index]))
}

function sameAttributes(one: Token['attrs'], other: Token['attrs']): boolean {
  if (one === other) return true
  if (one === null || other === null || one.length !== other.length) return false
  return one.every(([name, value], index) => {
    const pair = other[index]
    return pair !== undefined && pair[0] === name && pair[1] === value
  })
}

/** Plugins put anything into `meta`; what cannot be compared counts as different, which only costs a patch. */
function sameMeta(one: Token['meta'], other: Token['meta']): boolean {
  if (one === other) return true
  if (one === null || other === null) return false
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.is(one[name], other[name]))
  )
}
