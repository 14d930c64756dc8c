// Runs a command with CHROMIUM set to a browser that is really there:
//   node scripts/with-chromium.mjs vitest run
// Looked for in this order: CHROMIUM, the usual system paths, Playwright's own. When there is none it is installed the
// ordinary way. Browser tests are never skipped: without a browser this fails.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright'

const SYSTEM_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

function findChromium() {
  return [process.env.CHROMIUM, ...SYSTEM_PATHS, chromium.executablePath()].find(
    (path) => path && existsSync(path),
  )
}

function run(command, args, options = {}) {
  return spawnSync(command, args, { stdio: 'inherit', ...options }).status === 0
}

function installChromium() {
  const isDebianRoot = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0
  if (isDebianRoot) {
    console.log('No Chromium found: installing the Debian package "chromium".')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const install = ['install', '-y', '-qq', '--no-install-recommends', 'chromium']
    run('apt-get', ['update', '-qq'], { env })
    if (run('apt-get', install, { env })) return
  }
  console.log("No Chromium found: asking Playwright's installer.")
  run('npx', ['playwright', 'install', 'chromium'], { shell: process.platform === 'win32' })
}

if (process.env.CHROMIUM && !existsSync(process.env.CHROMIUM)) {
  console.error(`CHROMIUM names ${process.env.CHROMIUM}, which is not there.`)
  process.exit(1)
}
if (!findChromium()) installChromium()

const executable = findChromium()
if (!executable) {
  console.error(
    'The browser tests need Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM to its path.',
  )
  process.exit(1)
}

const [command, ...args] = process.argv.slice(2)
const { status } = spawnSync(command, args, {
  stdio: 'inherit',
  env: { ...process.env, CHROMIUM: executable },
  shell: process.platform === 'win32',
})
process.exit(status ?? 1)
