import { readdirSync, readFileSync } from 'node:fs'

const folder = new URL('../../decisions/', import.meta.url)

/** The decisions as they stand, between the menus of the Chinese site. */
export default {
  paths: () =>
    readdirSync(folder).map((file) => ({
      params: { decision: file.slice(0, -'.md'.length) },
      content: readFileSync(new URL(file, folder), 'utf8'),
    })),
}
