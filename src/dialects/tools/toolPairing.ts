import { isSameJson } from '../payload/sameJson.ts'

/** Gives tool calls the ids that a backend did not send, and finds the call that a result belongs to. */
export interface ToolPairing {
  /** A call begins. Gives its id: the backend's own, else the next free number. */
  open(input: unknown, ownId: string | undefined): string
  /** A result is there. Gives the id of its call, which is over with that; `undefined` when no call is open. */
  close(input: unknown, ownId: string | undefined): string | undefined
}

/**
 * Pairs results with calls: by the backend's id, else by an equal input, else the oldest open call.
 *
 * Calls that run side by side and have the same input are told apart by their order only.
 */
export function createToolPairing(): ToolPairing {
  const open: { readonly id: string; readonly input: unknown }[] = []
  let calls = 0

  return {
    open(input, ownId) {
      calls++
      const id = ownId ?? `tool-${calls}`
      open.push({ id, input })
      return id
    },
    close(input, ownId) {
      const named = open.findIndex((call) => ownId !== undefined && call.id === ownId)
      const equal =
        named === -1 && input !== undefined
          ? open.findIndex((call) => isSameJson(call.input, input))
          : named
      return open.splice(Math.max(equal, 0), 1)[0]?.id
    },
  }
}
