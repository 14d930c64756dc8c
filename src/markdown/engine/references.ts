import type { Env, Token } from 'markdown-it'

type Definitions = NonNullable<Env['references']>

/** The link definitions of a document that is still being read, and who uses them. */
export interface References {
  /** What the rules of markdown-it get as their environment. */
  readonly env: Env
  /** Forgets the definitions behind the checkpoint: the lines they stand in are about to be read again. */
  beginRun(options: { readonly holdTyping: boolean }): void
  /** The label was just defined, unless it had been before. `typing`: the last line of its definition may still grow. */
  define(label: string, options: { readonly typing: boolean }): void
  /** Definitions met so far in this run stand before the checkpoint now. */
  commit(): void
  /** Runs the inline rules over a token and notes every label that they look up. */
  track(token: Token, runRules: () => void): void
  /** Keeps what a token that is now final uses. */
  keepUses(token: Token): void
  /** Final tokens that use a label whose definition differs from the one in the last run. */
  takeDependents(): ReadonlySet<Token>
  /** Whether anything is defined in this run. */
  readonly hasDefinitions: boolean
  /** Whether a rule used the environment for something of its own, so that blocks may depend on each other. */
  readonly isShared: boolean
}

/** Stands for every label: asked for while there was no definition at all, when rules do not even name the label. */
const ANY = Symbol('any label')
type Label = string | typeof ANY

const NOBODY: ReadonlySet<Token> = new Set()

export function createReferences(): References {
  const committed: Definitions = {}
  let hasCommitted = false
  /** The definitions of this run, lying over the committed ones; nothing as long as there is none at all. */
  let current: Definitions | undefined
  /** What the last run defined behind the checkpoint it began with. */
  let lastOverlay: ReadonlyMap<string, Definitions[string]> = new Map()
  let wasEmpty = true
  /** Labels defined since the checkpoint. */
  let fresh: string[] = []
  let isHolding = false
  let isShared = false
  let tracked: Set<Label> | undefined
  const uses = new WeakMap<Token, Set<Label>>()
  const users = new Map<Label, Set<Token>>()

  /**
   * What a rule may do with an object besides reading a name: blocks may depend on each other from then on. It gets what
   * it expects all the same, so that it runs to its end before the text is read in full.
   */
  function share<Arguments extends readonly unknown[], Result>(
    act: (...given: Arguments) => Result,
  ): (...given: Arguments) => Result {
    return (...given) => {
      isShared = true
      return act(...given)
    }
  }

  const sharing: ProxyHandler<object> = {
    set: share(Reflect.set),
    has: share(Reflect.has),
    deleteProperty: share(Reflect.deleteProperty),
    defineProperty: share(Reflect.defineProperty),
    getOwnPropertyDescriptor: share(Reflect.getOwnPropertyDescriptor),
    ownKeys: share(Reflect.ownKeys),
  }

  const trackedDefinitions: Definitions = new Proxy<Definitions>(
    {},
    {
      ...sharing,
      get(own, label) {
        if (typeof label !== 'string') return undefined
        tracked?.add(label)
        return Object.hasOwn(own, label) ? own[label] : current?.[label]
      },
    },
  )

  const env: Env = new Proxy<Env>(
    {},
    {
      ...sharing,
      get(own, name) {
        if (name === 'references') return readReferences()
        isShared = true
        return Reflect.get(own, name)
      },
      set(own, name, value: Definitions, receiver) {
        if (name !== 'references') return share(Reflect.set)(own, name, value, receiver)
        // The definitions of all blocks are known before the first inline rule runs.
        if (tracked !== undefined) isShared = true
        current = value
        return true
      },
    },
  )

  function readReferences(): Definitions | undefined {
    if (tracked === undefined) return current
    if (current !== undefined) return trackedDefinitions
    // A document without definitions has no list of them, and the inline rules then take another way.
    tracked.add(ANY)
    return undefined
  }

  function keepUses(token: Token): void {
    for (const label of uses.get(token) ?? []) {
      const known = users.get(label)
      if (known === undefined) users.set(label, new Set([token]))
      else known.add(token)
    }
  }

  return {
    env,
    get hasDefinitions() {
      return current !== undefined
    },
    get isShared() {
      return isShared
    },
    beginRun({ holdTyping }) {
      isHolding = holdTyping
      // "If there are several matching definitions, the first one takes precedence": the rule looks for an earlier one
      // before it defines, and finds the committed ones through the prototype.
      current = hasCommitted ? Object.create(committed) : undefined
      fresh = []
    },
    define(label, { typing }) {
      const isNew = current !== undefined && Object.hasOwn(current, label) && !fresh.includes(label)
      if (typing && isHolding && isNew) delete current?.[label]
      else fresh.push(label)
    },
    commit() {
      for (const label of fresh) {
        const definition = current?.[label]
        if (definition !== undefined) committed[label] = definition
        hasCommitted = true
      }
      fresh = []
    },
    track(token, runRules) {
      const labels = new Set<Label>()
      tracked = labels
      runRules()
      tracked = undefined
      if (labels.size > 0) uses.set(token, labels)
    },
    keepUses,
    takeDependents() {
      if (wasEmpty && current === undefined) return NOBODY
      const overlay = new Map(Object.entries(current ?? {}))
      const dependents = new Set<Token>()
      const add = (label: Label): void => {
        for (const token of users.get(label) ?? []) dependents.add(token)
      }
      if (wasEmpty !== (current === undefined)) add(ANY)
      for (const label of new Set([...overlay.keys(), ...lastOverlay.keys()])) {
        if (!isSame(lastOverlay.get(label), current?.[label])) add(label)
      }
      lastOverlay = overlay
      wasEmpty = current === undefined
      return dependents
    },
  }
}

function isSame(
  one: Definitions[string] | undefined,
  other: Definitions[string] | undefined,
): boolean {
  return one?.href === other?.href && one?.title === other?.title
}
