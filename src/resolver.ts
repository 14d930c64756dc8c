import { componentNames } from './integrations/publicNames.ts'

/** How {@link RillResolver} resolves. */
export interface RillResolverOptions {
  /** Whether a component brings `vue-rill/style.css` with it. @default false */
  readonly importStyle?: boolean
}

/** What unplugin-vue-components takes as a resolver of components; written out, for the plugin is no dependency. */
export interface RillComponentResolver {
  readonly type: 'component'
  resolve(name: string): { name: string; from: string; sideEffects?: string } | undefined
}

const known: ReadonlySet<string> = new Set(componentNames)

/**
 * Lets unplugin-vue-components import the kit's components where a template names them.
 *
 * ```ts
 * Components({ resolvers: [RillResolver()] })
 * ```
 *
 * A name that the kit does not export, even one that begins with `Rill`, is left to the next resolver.
 */
export function RillResolver(options: RillResolverOptions = {}): RillComponentResolver {
  const style = options.importStyle ? { sideEffects: 'vue-rill/style.css' } : {}
  return {
    type: 'component',
    resolve: (name) => (known.has(name) ? { name, from: 'vue-rill', ...style } : undefined),
  }
}
