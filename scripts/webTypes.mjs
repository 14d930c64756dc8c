// Writes dist/web-types.json, from which JetBrains editors know the components, their props, events and slots. It is made
// with every build and kept nowhere else, so it cannot fall behind the code:
//   node scripts/webTypes.mjs
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createChecker } from 'vue-component-meta'
import { listComponents, readComment } from './componentDocs.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

/** The file's content, as https://json.schemastore.org/web-types describes it. */
export function describeComponents() {
  const { name, version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'))
  const checker = createChecker(resolve(root, 'tsconfig.json'), { forceUseTs: true, schema: false })
  const components = listComponents().toSorted((one, other) => (one.name < other.name ? -1 : 1))
  return {
    $schema: 'https://json.schemastore.org/web-types',
    framework: 'vue',
    name,
    version,
    'js-types-syntax': 'typescript',
    'description-markup': 'markdown',
    contributions: {
      html: {
        'vue-components': components.map((component) => describe(component, checker, name)),
      },
    },
  }
}

function describe({ name, file }, checker, module) {
  const { description, props, events, slots } = checker.getComponentMeta(file)
  const source = readFileSync(file, 'utf8')
  return {
    name,
    source: { module, symbol: name },
    ...withDescription(description),
    props: props.filter(({ global }) => !global).map(describeProp),
    js: {
      events: events.map((event) => ({
        name: event.name,
        ...withDescription(readComment(source, event.name)),
      })),
    },
    slots: slots.map((slot) => ({ name: slot.name, ...withDescription(slot.description) })),
  }
}

function describeProp({ name, type, required, default: value, description }) {
  return {
    name,
    ...withDescription(description),
    type: type.replace(/ \| undefined$/, ''),
    required,
    ...(value === undefined || value === 'undefined' ? {} : { default: value }),
  }
}

function withDescription(description) {
  const text = (description ?? '').replaceAll(/\s+/g, ' ').trim()
  return text === '' ? {} : { description: text }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(
    resolve(root, 'dist/web-types.json'),
    `${JSON.stringify(describeComponents(), undefined, 2)}\n`,
  )
}
