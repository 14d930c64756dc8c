import { isRecord } from '../../dialects/payload/jsonFields.ts'

/** What a run asks of the user. */
export interface InterruptQuestion {
  /** In the backend's words. */
  readonly text?: string
  /** Answers to choose from. */
  readonly choices: readonly string[]
  /** What it is about, where that is more than words: to be shown as it is. */
  readonly details?: unknown
}

/** Names that backends give to the words of their question, the most usual first. */
const TEXT_FIELDS = ['question', 'message', 'prompt', 'text', 'description', 'title'] as const
const CHOICE_FIELDS = ['choices', 'options'] as const
/** More than these would be no buttons any more. */
const MOST_CHOICES = 8

/** Finds the question in what a backend sends with an interrupt, which is of any shape. */
export function readQuestion(payload: unknown): InterruptQuestion {
  if (typeof payload === 'string') return { text: payload, choices: [] }
  if (payload === undefined || payload === null) return { choices: [] }
  if (!isRecord(payload)) return { choices: [], details: payload }

  const textField = TEXT_FIELDS.find((name) => typeof payload[name] === 'string')
  const choiceField = CHOICE_FIELDS.find((name) => isChoices(payload[name]))
  const rest = Object.entries(payload).filter(
    ([name]) => name !== textField && name !== choiceField,
  )
  const text = textField && payload[textField]
  const choices = choiceField && payload[choiceField]
  return {
    ...(typeof text === 'string' ? { text } : {}),
    choices: isChoices(choices) ? choices : [],
    ...(rest.length > 0 ? { details: Object.fromEntries(rest) } : {}),
  }
}

function isChoices(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= MOST_CHOICES &&
    value.every((choice) => typeof choice === 'string')
  )
}
