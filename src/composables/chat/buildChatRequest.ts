import { resolvePart } from '../../run/request.ts'
import type { AttemptContext, PerAttempt, StreamRequest } from '../../run/streamRun.ts'
import type { ChatFields, ChatShape } from './chatShapes.ts'
import type { ChatTalk } from './chatTalk.ts'
import { isFields } from './storedFields.ts'

/** Where the backend is and what it wants to be told beside the talk, such as a model. */
export interface ChatRequest extends Omit<StreamRequest, 'body'> {
  /** Fields beside the talk's. Lists that both have are joined, yours first: so a system message goes ahead. */
  readonly body?: PerAttempt<ChatFields | undefined>
}

/** Makes the request that asks the last question of a talk. */
export function buildChatRequest(
  request: ChatRequest,
  shape: ChatShape,
  talk: ChatTalk,
): StreamRequest {
  const isGet = request.method?.toUpperCase() === 'GET'
  const fields = async (context: AttemptContext): Promise<ChatFields> =>
    mergeFields((await resolvePart(request.body, context)) ?? {}, shape.body(talk))
  const query = async (context: AttemptContext): Promise<ChatFields> => ({
    ...shape.query?.(talk),
    ...(isGet ? await fields(context) : undefined),
  })
  return {
    ...request,
    url: async (context) => addQuery(await resolvePart(request.url, context), await query(context)),
    body: isGet
      ? undefined
      : async (context: AttemptContext) =>
          shape.encoding === 'form' ? toForm(await fields(context)) : fields(context),
  }
}

/** Lays `talk` over `own`: objects are merged, lists joined, everything else is the talk's to say. */
function mergeFields(own: ChatFields, talk: ChatFields): ChatFields {
  const merged: Record<string, unknown> = { ...own }
  for (const [name, value] of Object.entries(talk)) {
    const before = own[name]
    if (value === undefined) continue
    if (isFields(before) && isFields(value)) merged[name] = mergeFields(before, value)
    else if (Array.isArray(before) && Array.isArray(value)) merged[name] = [...before, ...value]
    else merged[name] = value
  }
  return merged
}

/** A relative url stays relative. What is not a plain value has no place in a query. */
function addQuery(url: string | URL, fields: ChatFields): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) {
    if (isPlain(value)) query.set(name, String(value))
  }
  const text = String(url)
  if (query.size === 0) return text
  const [address = '', hash] = text.split('#', 2)
  const joined = `${address}${address.includes('?') ? '&' : '?'}${query}`
  return hash === undefined ? joined : `${joined}#${hash}`
}

function toForm(fields: ChatFields): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item instanceof Blob) form.append(name, item)
      else if (isPlain(item)) form.append(name, String(item))
      else if (item !== undefined) form.append(name, JSON.stringify(item))
    }
  }
  return form
}

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}
