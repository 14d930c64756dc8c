/** Bounds of one JSON payload. */
export interface JsonLimits {
  /** Deepest nesting of objects and arrays. Default: 32. */
  readonly maxDepth?: number
  /** Most keys and array items in all. Default: 10,000. */
  readonly maxKeys?: number
}
