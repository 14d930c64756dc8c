import { createStreamReader, type Detection, type StreamReaderOptions } from 'vue-rill/core'

/** Follows a response until it is known what it speaks. */
export interface DetectionWatch {
  push(text: string): void
  /** The body is over: what nothing decided is decided now. */
  end(): void
  readonly detection: Detection | undefined
}

/** Reads a copy of a response for as long as it takes to find out what it speaks, and how that was found out. */
export function watchDetection(
  options: Pick<StreamReaderOptions, 'dialect' | 'headers'>,
): DetectionWatch {
  const reader = createStreamReader(options)
  return {
    push(text) {
      if (reader.detection === undefined) reader.push(text)
    },
    end() {
      if (reader.detection === undefined) reader.end()
    },
    get detection() {
      return reader.detection
    },
  }
}
