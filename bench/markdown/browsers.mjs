import { chromium } from 'playwright'
import { chromiumOptions } from '../../scripts/chromiumOptions.mjs'

const OFFLINE = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'
/** Each frame begins as soon as the one before it is done. */
const UNPACED = ['--disable-frame-rate-limit', '--disable-gpu-vsync']

/** Two of the same browser: in one, frames wait for the display, sixty in a second; in the other they do not. */
export async function launchBrowsers() {
  const [paced, unpaced] = await Promise.all([launch([]), launch(UNPACED)])
  return {
    version: paced.version(),
    of: ({ isPaced }) => (isPaced ? paced : unpaced),
    close: () => Promise.all([paced.close(), unpaced.close()]),
  }
}

function launch(more) {
  const args = [...chromiumOptions.args, OFFLINE, ...more]
  return chromium.launch({ ...chromiumOptions, args })
}
