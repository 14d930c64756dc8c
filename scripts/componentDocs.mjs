// Writes what can be read off the code into docs/components.md, and into the Chinese page, between the marks of each
// component:
//   node scripts/componentDocs.mjs
// The prose around the marks is written by hand and left alone. A component without marks gets a section at the end.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createChecker } from 'vue-component-meta'
import { chinese, english } from './componentWords.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

/** The components that `vue-rill` exports, by name, with the file of each. */
export function listComponents() {
  const entry = readFileSync(resolve(root, 'src/index.ts'), 'utf8')
  const exported = entry.matchAll(/export \{ default as (Rill\w+) \} from '(.+\.vue)'/g)
  return [...exported].map(([, name, path]) => ({ name, file: resolve(root, 'src', path) }))
}

/** What the checker knows of each component: seconds of work, and the same for every page. */
let read

function readComponents() {
  const checker = createChecker(resolve(root, 'tsconfig.json'), { forceUseTs: true, schema: false })
  return listComponents().map((component) => {
    const { props, events, slots, exposed } = checker.getComponentMeta(component.file)
    const source = readFileSync(component.file, 'utf8')
    return { ...component, source, props, events, slots, exposed }
  })
}

/** What stands between the marks of each component, by its name, on the page with these words. */
export function drawComponents(words = english) {
  const components = (read ??= readComponents())
  const publicFiles = new Set(components.map(({ file }) => file))
  return new Map(
    components.map(({ name, file, source, props, events, slots, exposed }) => {
      return [
        name,
        [
          drawProps(
            props.filter(({ global }) => !global),
            words,
          ),
          drawEvents(events, source, words),
          drawSlots(slots, words),
          drawExposed(exposed, source, words),
          drawVariables(file, publicFiles, words),
        ]
          .filter(Boolean)
          .join('\n\n'),
      ]
    }),
  )
}

/** The marks around the generated part of a component's section. */
export function marksOf(name) {
  return { start: `<!-- api: ${name} -->`, end: `<!-- /api: ${name} -->` }
}

/** What a page says between the marks of a component; `undefined` when it has none. */
export function readBetweenMarks(page, name) {
  const { start, end } = marksOf(name)
  const [from, to] = [page.indexOf(start), page.indexOf(end)]
  return from < 0 || to < from ? undefined : page.slice(from + start.length, to).trim()
}

function drawProps(props, words) {
  const rows = props.map(({ name, type, required, default: value, description }) => [
    required ? `\`${name}\`${words.required}` : code(name),
    code(withoutUndefined(type)),
    value === undefined || value === 'undefined' ? '' : code(value),
    words.say(
      flow(description).replace(/ Default: [^.]*\.$/, (said) => (value === undefined ? said : '')),
    ),
  ])
  return table(words.heads.prop, rows)
}

function drawEvents(events, source, words) {
  const rows = events.map(({ name, type }) => [
    code(name),
    code(type),
    words.say(name.startsWith('update:') ? 'For `v-model`.' : readComment(source, name)),
  ])
  return table(words.heads.event, rows)
}

function drawSlots(slots, words) {
  const rows = slots.map(({ name, type, description }) => [
    code(name),
    type === 'any' || type === '{}' ? '' : code(shorten(type)),
    words.say(flow(description)),
  ])
  return table(words.heads.slot, rows)
}

function drawExposed(exposed, source, words) {
  const body = /defineExpose\(\{([\s\S]*?)\n\}\)/.exec(source)?.[1] ?? ''
  const named = exposed.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(body))
  const rows = named.map(({ name, type }) => [
    code(name),
    code(type),
    words.say(readComment(body, name)),
  ])
  return table(words.heads.exposed, rows)
}

/** The variables that a component and the private ones it is made of are styled with. */
function drawVariables(file, publicFiles, words) {
  const names = [...readVariables(file, publicFiles, new Set())].toSorted((one, other) =>
    one.localeCompare(other),
  )
  return names.length === 0 ? '' : words.variables(names.map(code))
}

function readVariables(file, publicFiles, seen) {
  seen.add(file)
  const source = readFileSync(file, 'utf8')
  const used = [...source.matchAll(/--rill-[\w-]+/g)].map(([name]) => name)
  const parts = [...source.matchAll(/from '(\.[^']+\.vue)'/g)].map(([, path]) =>
    resolve(dirname(file), path),
  )
  const own = parts.filter((part) => !publicFiles.has(part) && !seen.has(part) && existsSync(part))
  return new Set([...used, ...own.flatMap((part) => [...readVariables(part, publicFiles, seen)])])
}

/** The comment right before a name, where the checker gives none. */
export function readComment(source, name) {
  const escaped = name.replaceAll(/[^\w]/g, '\\$&')
  const found = new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s*'?${escaped}'?\\s*[:(]`).exec(
    source,
  )
  return flow(found?.[1]?.replaceAll(/^\s*\* ?/gm, '') ?? '')
}

function table(heads, rows) {
  if (rows.length === 0) return ''
  return [row(heads), row(heads.map(() => '---')), ...rows.map(row)].join('\n')
}

function row(cells) {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

/** `undefined` is what "optional" says. */
function withoutUndefined(type) {
  return type.replace(/ \| undefined$/, '')
}

/** The order in which the checker meets the members of a union changes with other files. */
function sortUnions(text) {
  const union = /[\w'"-]+(?: \| [\w'"-]+)+/g
  return text.replaceAll(union, (found) =>
    found
      .split(' | ')
      .toSorted((one, other) => one.localeCompare(other))
      .join(' | '),
  )
}

const LONGEST_TYPE = 100

/** A type that would fill the page is its field names; the editor knows the rest. */
function shorten(type) {
  if (type.length <= LONGEST_TYPE || !type.startsWith('{')) return type
  const names = []
  let depth = 0
  for (const [, open, close, name] of type.matchAll(/([{([<])|([})\]>])|(\w+)\??(?=: )/g)) {
    if (open) depth += 1
    else if (close) depth -= 1
    else if (depth === 1) names.push(name)
  }
  return `{ ${names.join(', ')} }`
}

function flow(text) {
  return (text ?? '').replaceAll(/\s+/g, ' ').trim()
}

function code(text) {
  return `\`${sortUnions(flow(text).replaceAll('"', "'"))}\``
}

function write(words) {
  const path = resolve(root, words.page)
  let page = readFileSync(path, 'utf8')
  for (const [name, drawn] of drawComponents(words)) {
    const { start, end } = marksOf(name)
    const part = `${start}\n\n${drawn}\n\n${end}`
    if (readBetweenMarks(page, name) === undefined) page += `\n## ${name}\n\n${part}\n`
    else
      page = page.slice(0, page.indexOf(start)) + part + page.slice(page.indexOf(end) + end.length)
  }
  writeFileSync(path, page)
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const words of [english, chinese]) write(words)
