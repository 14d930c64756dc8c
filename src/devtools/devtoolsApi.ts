import type { setupDevtoolsPlugin } from '@vue/devtools-api'

// The package gives no name to what a plugin is handed, so it is read off the function that hands it over.

/** What Vue DevTools hand to a plugin. */
export type DevtoolsApi = Parameters<Parameters<typeof setupDevtoolsPlugin>[1]>[0]

type Payload<Name extends 'getInspectorTree' | 'getInspectorState'> = Parameters<
  Parameters<DevtoolsApi['on'][Name]>[0]
>[0]

/** One entry in the list of a tab. */
export type TabNode = Payload<'getInspectorTree'>['rootNodes'][number]
/** What is shown of the entry that is chosen: fields in groups. */
export type TabState = Payload<'getInspectorState'>['state']
