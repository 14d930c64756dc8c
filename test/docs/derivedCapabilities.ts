import type { DialectName } from '../../src/dialects/index.ts'
import type { Capability } from './dialectTable.ts'

/** What a backend does not say in so many words and the kit works out, and from what. */
export const derivedCapabilities: Readonly<
  Partial<Record<DialectName, Readonly<Partial<Record<Capability, string>>>>>
> = {
  mcp: {
    text: 'the text parts of the results of tools and of the messages of agents',
    'whole text': 'the artifacts of an agent that are sent anew',
    results: 'the resources and links among the parts of a result',
  },
  anthropic: { 'whole text': 'an answer that is begun anew takes back what it said' },
  'ag-ui': {
    results: 'sources in states, activities, events of the application and results of tools',
    citations: 'lists in the same places that are named as citations',
    progress: 'custom events that bear its name',
  },
  'ai-sdk': {
    results: 'the nodes of `data-sources` as LlamaIndex sends them',
    status: 'the titles of `data-event`, and the reason of an abort',
    progress: 'parts of data that bear its name',
    'whole text': '`reset-step` takes back what the step said',
  },
  workflow: {
    'whole text': 'a chunk that says a step again, right before the step ends',
    steps: 'the order of `step_start`: there are no ids and no names',
  },
  dify: {
    'whole text': 'the last message of an agent, and an output that says what was streamed',
    progress: 'the rounds of iterations and loops, and the number of steps at the end',
  },
  agno: { progress: 'the rounds of loops' },
  coze: {
    steps: 'the titles of the nodes of a workflow',
    results: 'the slices in the text of a recall',
  },
  fastgpt: {
    steps: 'only the start of a node is told: the next one ends it',
    usage: 'the sum over all nodes',
  },
  langgraph: {
    results: 'documents and sources in the state, in results of tools and in custom data',
    status: 'custom data that bears its name',
    progress: 'custom data that bears its name',
  },
  langserve: {
    steps: 'the chains that are nodes of a graph',
    'whole text': 'the outputs of chains, where no model streamed',
  },
  'openai-chat': {
    'tool input': 'the arguments are whole when the choice finishes: nothing else says so',
  },
  ollama: { 'tool input': 'calls come whole and without ids, and are numbered' },
  llamaindex: {
    steps: 'the agents whose names follow each other',
    results: "the nodes and sources in the outputs of tools, and in events of the workflow's own",
    citations: "lists in events of the workflow's own that are named as citations",
    status: 'the `msg` of events that are named after progress or status',
    progress: "the number `progress` of events of the workflow's own",
    usage: 'the raw chunks of the model, where a server keeps them',
    reasoning: 'the thoughts of the model, and what a ReAct agent says before `Answer:`',
  },
  langchain: {
    'tool input': 'a call has no id and no name, and is numbered',
    'tool output': 'paired with the call by its input, else with the oldest open one',
  },
}
