import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { answer } from './responseFaults.ts'

const NAME = /^\/uploads\/images\/([a-z0-9-]+\.png)$/

/** Whether a path is one of the result images. */
export function isImagePath(path: string): boolean {
  return NAME.test(path)
}

/** Sends a result image, or 404 for one that does not exist. */
export async function sendImage(response: ServerResponse, path: string): Promise<void> {
  const name = NAME.exec(path)?.[1] ?? ''
  try {
    const picture = await readFile(new URL(`./uploads/images/${name}`, import.meta.url))
    response.writeHead(200, { 'content-type': 'image/png', 'cache-control': 'max-age=3600' })
    response.end(picture)
  } catch {
    answer(response, 404, 'application/json', { error: `no image ${name}` })
  }
}
