import type { StreamEvent } from '../events.ts'
import type { EventOutput } from '../payload/recordReader.ts'

/** An output whose events bear the number of the backend's event, as the id to resume behind. */
export interface NumberedOutput extends EventOutput {
  /** The number of the event that is being read. */
  id: string | undefined
}

export function createNumberedOutput(output: EventOutput): NumberedOutput {
  const numbered: NumberedOutput = {
    ...output,
    id: undefined,
    write(event) {
      output.write(withId(event, numbered.id))
    },
  }
  return numbered
}

/** Pieces of text, of which there are most, are made with their id: copying each would be felt. */
function withId(event: StreamEvent, id: string | undefined): StreamEvent {
  return id === undefined || event.type === 'text' ? event : { ...event, id }
}
