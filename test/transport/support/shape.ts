import ts from 'typescript'

/** What a value may be, in the words that TypeScript and JSON Schema share. Alternatives and names are sorted. */
export type Shape =
  | string
  | { readonly list: Shape }
  | { readonly each: Shape }
  | { readonly any: readonly Shape[] }
  | { readonly fields: Readonly<Record<string, Shape>> }

/** The shape of a type that a module exports. Optional fields end in a question mark. */
export function describeType(program: ts.Program, file: string, name: string): Shape {
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(file)
  const symbol = source && checker.getSymbolAtLocation(source)
  const found = symbol && checker.getExportsOfModule(symbol).find((one) => one.name === name)
  if (found === undefined) throw new TypeError(`${name} is not exported`)
  return describe(checker.getDeclaredTypeOfSymbol(found))

  function describe(type: ts.Type): Shape {
    if (type.isStringLiteral() || type.isNumberLiteral()) return JSON.stringify(type.value)
    if (type.flags & ts.TypeFlags.Boolean) return 'boolean'
    if (type.flags & ts.TypeFlags.BooleanLiteral) return checker.typeToString(type)
    if (type.isUnion()) {
      const rest = type.types.filter((one) => !(one.flags & ts.TypeFlags.Undefined))
      const isBoolean = rest.every((one) => one.flags & ts.TypeFlags.BooleanLiteral)
      return isBoolean && rest.length === 2 ? 'boolean' : anyOf(rest.map(describe))
    }
    if (type.flags & (ts.TypeFlags.String | ts.TypeFlags.Number)) return checker.typeToString(type)
    const item = checker.getIndexTypeOfType(type, ts.IndexKind.Number)
    if (item !== undefined && checker.isArrayType(type)) return { list: describe(item) }
    const each = checker.getIndexTypeOfType(type, ts.IndexKind.String)
    if (each !== undefined) return { each: describe(each) }
    return fieldsOf(
      checker.getPropertiesOfType(type).map((field) => ({
        name: field.name,
        isOptional: Boolean(field.flags & ts.SymbolFlags.Optional),
        shape: describe(checker.getTypeOfSymbol(field)),
      })),
    )
  }
}

/** The keywords of JSON Schema that say of what shape a value is. */
export interface Schema {
  readonly $ref?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly type?: string
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema | undefined>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema
}

/** The shape that a schema describes. */
export function describeSchema(
  schema: Schema,
  definitions: Readonly<Record<string, Schema>>,
): Shape {
  const describe = (inner: Schema): Shape => describeSchema(inner, definitions)
  const { $ref, properties, items, additionalProperties, type } = schema
  if ($ref !== undefined) return describe(definitions[$ref.slice('#/$defs/'.length)] ?? {})
  if ('const' in schema) return JSON.stringify(schema.const)
  if (schema.enum) return anyOf(schema.enum.map((value) => JSON.stringify(value)))
  if (properties) {
    const required = new Set(schema.required)
    return fieldsOf(
      Object.entries(properties).map(([name, inner = {}]) => ({
        name,
        isOptional: !required.has(name),
        shape: describe(inner),
      })),
    )
  }
  if (schema.anyOf) return anyOf(schema.anyOf.map(describe))
  if (items) return { list: describe(items) }
  if (additionalProperties) return { each: describe(additionalProperties) }
  return type === 'integer' ? 'number' : (type ?? 'anything')
}

interface Field {
  readonly name: string
  readonly isOptional: boolean
  readonly shape: Shape
}

function fieldsOf(fields: readonly Field[]): Shape {
  const named = fields.map(({ name, isOptional, shape }) => [isOptional ? `${name}?` : name, shape])
  return { fields: Object.fromEntries(named) }
}

function anyOf(shapes: readonly Shape[]): Shape {
  const [only] = shapes
  if (shapes.length === 1 && only !== undefined) return only
  const inOrder = shapes.toSorted((one, other) =>
    JSON.stringify(one) < JSON.stringify(other) ? -1 : 1,
  )
  return { any: inOrder }
}
