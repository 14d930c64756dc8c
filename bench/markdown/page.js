import { END, answers } from './answers.js'

const contestants = import.meta.glob('./contestants/*.js')
const scroller = document.querySelector('#scroller')
const root = document.querySelector('#answer')
const nextFrame = () => new Promise(requestAnimationFrame)

/** Some draw late: how long they may take for what is left when the text has ended, in milliseconds. */
const PATIENCE = 20_000

/**
 * Loads one contestant and gives `stream`, which shows a text a piece per frame, the page following its end as a chat
 * does, and tells what was seen. `updates` is how many times a frame's piece is cut, each cut drawn by itself; a run
 * that takes longer than `cap` milliseconds is given up.
 */
globalThis.prepare = async (name) => {
  const { mount } = await contestants[`./contestants/${name}.js`]()
  const contestant = mount(root)
  await contestant.show('', true)
  await nextFrame()

  globalThis.stream = async ({ kind, length, perFrame, updates = 1, cap }) => {
    const text = answers[kind](length)
    const started = performance.now()
    const tasks = watchTasks()
    for (let shown = 0; shown < text.length; shown += perFrame) {
      await nextFrame()
      scroller.scrollTop = scroller.scrollHeight
      for (let update = 1; update <= updates; update++) {
        await contestant.show(text.slice(0, shown + Math.ceil((perFrame * update) / updates)), true)
      }
      if (performance.now() - started > cap) {
        return {
          isWhole: false,
          share: (shown + perFrame) / text.length,
          longestTask: await tasks(),
        }
      }
    }
    await contestant.show(text, false)
    const ended = performance.now()
    do await nextFrame()
    while (!root.textContent.includes(END) && performance.now() - ended < PATIENCE)
    await nextFrame()
    return {
      isWhole: root.textContent.includes(END),
      share: 1,
      longestTask: await tasks(),
      nodes: countNodes(root),
    }
  }
}

/** The longest task since the call, in milliseconds; 0 when none took the 50 that browsers report from. */
function watchTasks() {
  let longest = 0
  const take = (entries) => {
    for (const { duration } of entries) longest = Math.max(longest, duration)
  }
  const observer = new PerformanceObserver((list) => take(list.getEntries()))
  observer.observe({ type: 'longtask' })
  return async () => {
    await new Promise((resolve) => setTimeout(resolve))
    take(observer.takeRecords())
    observer.disconnect()
    return longest
  }
}

/** All nodes but the blanks between elements, which some write and others do not, and which nobody lays out. */
function countNodes(element) {
  const walker = document.createTreeWalker(element)
  let count = 0
  while (walker.nextNode()) {
    const { nodeType, data, parentElement } = walker.currentNode
    const isBlank = nodeType === Node.TEXT_NODE && /^\s+$/.test(data)
    if (!isBlank || parentElement.closest('pre') !== null) count++
  }
  return count
}
