import { join } from 'node:path'
import { npm } from '../../../scripts/packedKit.mjs'

const LEAST = [22, 19] as const

/**
 * The folder of a Node that Nuxt 4.5 runs on, which asks for 22.19. The kit itself is developed on 20 as well: where that
 * is the one at hand, npm brings a newer binary into the app's folder and nowhere else.
 */
export function nodeForNuxt(app: string): string {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const isEnough = major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])
  if (isEnough) return join(process.execPath, '..')
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const name = `node-${platform}-${process.arch}`
  const folder = join(app, '.node')
  npm(app, ['install', '--no-save', '--prefer-offline', '--prefix', folder, `${name}@24`])
  return join(folder, 'node_modules', name, 'bin')
}
