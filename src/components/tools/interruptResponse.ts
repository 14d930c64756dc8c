import type { Part } from '../../state/streamState.ts'

/** What a run asks: the part that holds it. */
export type InterruptPart = Extract<Part, { readonly type: 'interrupt' }>

/**
 * What the user has said to what a run asks. To send it is the app's: each backend takes it in its own way, most as
 * another request with `part.id` or `part.toolCallId` in it.
 */
export type InterruptResponse = { readonly part: InterruptPart } & (
  | { readonly action: 'approve' | 'reject' | 'resume' }
  | { readonly action: 'answer'; readonly value: string }
)
