import type { DialectContext } from '../dialect.ts'
import {
  arrayField,
  isRecord,
  type JsonRecord,
  ownField,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { createToolInput, type ToolInput } from '../tools/toolInput.ts'
import { type CallArguments, createCallArguments } from './callArguments.ts'

/** Reads calls of functions and of the code that the model runs itself; each gives `false` for what is none. */
export interface FunctionCalls {
  readCall(call: JsonRecord): boolean
  readResponse(response: JsonRecord): boolean
  readCode(code: JsonRecord): boolean
  readCodeResult(result: JsonRecord): boolean
  /** No more pieces come: a call whose end mark is missing is whole. */
  end(): void
  /** A function was called whose result is not in the stream. */
  readonly hasPendingCalls: boolean
}

const CODE_TOOL = 'code_execution'
const CODE_OK = 'OUTCOME_OK'

export function createFunctionCalls(context: DialectContext, output: EventOutput): FunctionCalls {
  const pending: ToolInput[] = []
  let open: { readonly input: ToolInput; readonly args: CallArguments } | undefined
  let calls = 0
  let codeId: string | undefined

  function begin(ownId: string | undefined, name: string | undefined): ToolInput {
    calls++
    const input = createToolInput(ownId || `tool-${calls}`, name, context.json)
    return input
  }

  function endInput(input: ToolInput, value: unknown): void {
    const end = input.end(value)
    if (end !== undefined) output.write(end)
  }

  function startCall(call: JsonRecord, name: string): void {
    closeCall()
    const input = begin(stringField(call, 'id'), name)
    pending.push(input)
    const isStreamed = call['willContinue'] === true || Array.isArray(call['partialArgs'])
    if (isStreamed) {
      open = { input, args: createCallArguments() }
      output.write(input.start())
      goOn(call)
      return
    }
    const args = ownField(call, 'args') ?? {}
    output.write(input.start(args))
    endInput(input, args)
  }

  function goOn(call: JsonRecord): void {
    for (const piece of arrayField(call, 'partialArgs') ?? []) {
      if (isRecord(piece)) grow(open?.args.add(piece))
    }
    if (call['willContinue'] !== true) closeCall()
  }

  function grow(text: string | undefined): void {
    if (open !== undefined && text) output.write(open.input.grow(text))
  }

  function closeCall(): void {
    if (open === undefined) return
    grow(open.args.close())
    endInput(open.input, open.args.value)
    open = undefined
  }

  return {
    readCall(call) {
      const name = stringField(call, 'name')
      if (name) startCall(call, name)
      else if (open !== undefined) goOn(call)
      else return false
      return true
    },
    readResponse(response) {
      const id = stringField(response, 'id')
      const name = stringField(response, 'name')
      const place = pending.findIndex((call) => (id ? call.id === id : call.name === name))
      const [call] = place === -1 ? [] : pending.splice(place, 1)
      const toolCallId = call?.id ?? id
      if (toolCallId === undefined) return false
      output.write({
        type: 'tool-end',
        toolCallId,
        phase: 'output',
        name,
        output: recordField(response, 'response'),
      })
      return true
    },
    readCode(code) {
      const { id: ownId, ...asked } = code
      const input = begin(typeof ownId === 'string' ? ownId : undefined, CODE_TOOL)
      codeId = input.id
      output.write(input.start(asked))
      endInput(input, asked)
      return true
    },
    readCodeResult(result) {
      const toolCallId = stringField(result, 'id') || codeId || begin(undefined, CODE_TOOL).id
      const outcome = stringField(result, 'outcome')
      const text = stringField(result, 'output')
      const isOk = outcome === undefined || outcome === CODE_OK
      output.write({
        type: 'tool-end',
        toolCallId,
        phase: 'output',
        output: text,
        ...(!isOk && { error: text || outcome }),
      })
      return true
    },
    end: closeCall,
    get hasPendingCalls() {
      return pending.length > 0
    },
  }
}
