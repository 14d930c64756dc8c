import type {
  AssistantTurn,
  AssistantVersion,
  ChatThread,
  ChatTurn,
  TurnsBehind,
  UserTurn,
  UserVersion,
} from './chatThread.ts'

// Changes of a talk as functions from turns to turns. What stands behind a version that goes out of sight goes with it
// and comes back with it, so that no edit and no new answer loses a turn.

type Turns = readonly ChatTurn[]

export function shownQuestion(turn: UserTurn): UserVersion | undefined {
  return turn.versions[turn.shown]
}

export function shownAnswer(turn: AssistantTurn): AssistantVersion | undefined {
  return turn.versions[turn.shown]
}

/** Whether the answer brought nothing that anybody could miss: no text, no result, no tool and no data. */
export function isWordless(turn: AssistantTurn): boolean {
  const parts = shownAnswer(turn)?.state.parts ?? []
  return parts.every(({ type }) => type === 'status' || type === 'error' || type === 'step')
}

export function startUserTurn(id: string, version: UserVersion): UserTurn {
  return { id, role: 'user', shown: 0, versions: [version], behind: {} }
}

export function startAssistantTurn(id: string, version: AssistantVersion): AssistantTurn {
  return { id, role: 'assistant', shown: 0, versions: [version], behind: {} }
}

/** Puts another version in the place of the one that is shown. Without such a turn or version nothing changes. */
export function showVersion(turns: Turns, turnId: string, index: number): Turns {
  const place = turns.findIndex(({ id }) => id === turnId)
  const turn = turns[place]
  const target = turn?.versions[index]
  if (!turn || !target || index === turn.shown) return turns
  const { [target.id]: tail = [], ...others } = keepTail(turn, turns.slice(place + 1))
  return [...turns.slice(0, place), { ...turn, shown: index, behind: others }, ...tail]
}

/** Adds an edited question and shows it; what was said behind the one before stays with that. */
export function addQuestion(turns: Turns, turnId: string, version: UserVersion): Turns {
  return replaceTurn(turns, turnId, (turn, tail) =>
    turn.role === 'user'
      ? {
          ...turn,
          shown: turn.versions.length,
          versions: [...turn.versions, version],
          behind: keepTail(turn, tail),
        }
      : turn,
  )
}

/** Adds an answer and shows it; what was said behind the one before stays with that. */
export function addAnswer(turns: Turns, turnId: string, version: AssistantVersion): Turns {
  return replaceTurn(turns, turnId, (turn, tail) =>
    turn.role === 'assistant'
      ? {
          ...turn,
          shown: turn.versions.length,
          versions: [...turn.versions, version],
          behind: keepTail(turn, tail),
        }
      : turn,
  )
}

/** Puts an answer in the place of the one that is shown, which is then gone. */
export function replaceAnswer(turns: Turns, turnId: string, version: AssistantVersion): Turns {
  return replaceTurn(turns, turnId, (turn) =>
    turn.role === 'assistant'
      ? {
          ...turn,
          versions: turn.versions.map((one, index) => (index === turn.shown ? version : one)),
        }
      : turn,
  )
}

/** Changes one version of an answer, wherever it is: also where another version has come to be shown. */
export function updateAnswer(
  turns: Turns,
  versionId: string,
  update: (version: AssistantVersion) => AssistantVersion,
): Turns {
  return turns.map((turn) => {
    if (turn.role === 'user' || !turn.versions.some(({ id }) => id === versionId)) return turn
    const versions = turn.versions.map((version) =>
      version.id === versionId ? update(version) : version,
    )
    return { ...turn, versions }
  })
}

/** What a list calls a talk: its title, else the beginning of its first question; `''` for an empty talk. */
export function titleOf({ title, turns }: Pick<ChatThread, 'title' | 'turns'>): string {
  if (title) return title
  const first = turns.find((turn) => turn.role === 'user')
  const text = first ? (shownQuestion(first)?.text ?? '') : ''
  return text.trim().split('\n', 1)[0]?.slice(0, LONGEST_TITLE) ?? ''
}

const LONGEST_TITLE = 80

/** Changes the turn and leaves everything behind it to the change. */
function replaceTurn(
  turns: Turns,
  turnId: string,
  change: (turn: ChatTurn, tail: Turns) => ChatTurn,
): Turns {
  const place = turns.findIndex(({ id }) => id === turnId)
  const turn = turns[place]
  return turn ? [...turns.slice(0, place), change(turn, turns.slice(place + 1))] : turns
}

function keepTail(turn: ChatTurn, tail: Turns): TurnsBehind {
  const current = turn.versions[turn.shown]
  return current && tail.length > 0 ? { ...turn.behind, [current.id]: tail } : turn.behind
}
