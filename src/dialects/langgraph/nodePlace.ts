import { isRecord, numberField, stringField } from '../payload/jsonFields.ts'

/** Where in a graph a message is said. */
export interface NodePlace {
  /** The node of the streamed graph; one that speaks in a subgraph does so for the node that runs the subgraph. */
  readonly node: string
  readonly namespace: string
  /** The tasks around the message, outermost first. */
  readonly taskIds: readonly string[]
  /** The graph's own count of its rounds; nodes that run side by side share one. */
  readonly round: number | undefined
}

/**
 * Reads the metadata of a message; gives nothing when it names no node.
 *
 * `langgraph_checkpoint_ns` is the whole path, `node:task` for each level; the namespace of the event says at which of
 * them the graph is streamed, and so for which node an update will come.
 */
export function readNodePlace(metadata: unknown, namespace: string): NodePlace | undefined {
  if (!isRecord(metadata)) return undefined
  const path = stringField(metadata, 'langgraph_checkpoint_ns')?.split('|') ?? []
  const depth = namespace === '' ? 0 : namespace.split('|').length
  const node = path[depth]?.split(':')[0] || stringField(metadata, 'langgraph_node')
  if (!node) return undefined
  const isInner = path.length > depth + 1
  return {
    node,
    namespace,
    taskIds: path.flatMap((segment) => segment.split(':').slice(1, 2)),
    // A subgraph counts its own rounds.
    round: isInner ? undefined : numberField(metadata, 'langgraph_step'),
  }
}
