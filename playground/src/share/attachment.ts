import { packText, unpackText } from './packText.ts'

/** What a link carries beside the scene. */
export const attachmentKinds = ['recording', 'talk'] as const
export type AttachmentKind = (typeof attachmentKinds)[number]

/** A recording or a talk as JSON; whoever opens it checks what it is. */
export interface Attachment {
  readonly kind: AttachmentKind
  readonly json: string
}

/** Longest packed attachment, in characters: chats and mail programs cut longer links, and few people send them. */
export const MOST_CHARACTERS = 16_000

/** An attachment as a part of the hash, or how long it would have been. */
export type WrittenAttachment =
  | { readonly isSmall: true; readonly part: string }
  | { readonly isSmall: false; readonly characters: number }

export async function writeAttachment({ kind, json }: Attachment): Promise<WrittenAttachment> {
  const packed = await packText(json)
  if (packed.length > MOST_CHARACTERS) return { isSmall: false, characters: packed.length }
  return { isSmall: true, part: `${kind}=${packed}` }
}

/** The part of a hash that holds an attachment; `''` where there is none. */
export function findAttachment(hash: string): string {
  const query = new URLSearchParams(hash.replace(/^#/, ''))
  const kind = attachmentKinds.find((name) => query.has(name))
  return kind === undefined ? '' : `${kind}=${query.get(kind)}`
}

/** Reads what {@link findAttachment} found; `undefined` for what nobody packed, was cut off, or is too long. */
export async function readAttachment(part: string): Promise<Attachment | undefined> {
  const kind = attachmentKinds.find((name) => part.startsWith(`${name}=`))
  if (kind === undefined || part.length > kind.length + 1 + MOST_CHARACTERS) return undefined
  try {
    return { kind, json: await unpackText(part.slice(kind.length + 1)) }
  } catch {
    return undefined
  }
}
