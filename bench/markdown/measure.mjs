/**
 * One run of one contestant on a page of its own: what it cost and what it left.
 *
 * `cpu` is the processor time that the page's main thread spent in its tasks, in milliseconds: script, style, layout and
 * paint, but not the time it was kept waiting by others, which wall time counts, nor what script never sees.
 */
export async function measure(browser, url, contestant, run) {
  const page = await browser.newPage({ viewport: { width: 900, height: 800 } })
  const errors = []
  page.on('pageerror', (error) => errors.push(error))
  try {
    await page.goto(url)
    await page.evaluate((name) => globalThis.prepare(name), contestant)
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
    const before = await spent(devtools)
    const seen = await within(
      run.cap * 2,
      page.evaluate((how) => globalThis.stream(how), run),
    )
    const cpu = (await spent(devtools)) - before
    if (errors.length > 0) throw new AggregateError(errors, `${contestant} failed`)
    return { ...seen, cpu }
  } finally {
    await page.close()
  }
}

/** The page gives up by itself between two frames; one frame that never ends is given up here. */
async function within(milliseconds, work) {
  let timer
  const overrun = new Promise((_resolve, reject) => {
    const error = new Error(`no answer from the page for ${milliseconds} ms`)
    timer = setTimeout(() => reject(error), milliseconds)
  })
  try {
    return await Promise.race([work, overrun])
  } finally {
    clearTimeout(timer)
  }
}

async function spent(devtools) {
  const { metrics } = await devtools.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration').value * 1_000
}
