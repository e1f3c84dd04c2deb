// The built app in a browser, on the reference lab: how long a flip of the mode takes until it is painted, and how even
// the frames are while a ping runs and while a node is dragged. Prints a Markdown table; writes nothing.
import { chromium } from '@playwright/test'
import { ensureChromium } from '../../scripts/find-chromium.mjs'
import { serveApp } from '../../scripts/serve.mjs'

const FLIPS = 30
const WATCH_MS = 2500
const LAUNCH_ARGS = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking']

/** @param {readonly number[]} values @param {number} share */
function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** The times between frames while `act` goes on. @param {import('@playwright/test').Page} page @param {() => Promise<void>} act */
async function framesDuring(page, act) {
  const frames = page.evaluate(async (watchMs) => {
    /** @type {number[]} */ const deltas = []
    let last = await new Promise(requestAnimationFrame)
    for (const end = last + watchMs; last < end; ) {
      const now = await new Promise(requestAnimationFrame)
      deltas.push(now - last)
      last = now
    }
    return deltas
  }, WATCH_MS)
  await act()
  return frames
}

/**
 * From the choice in the menu until the next frame, which shows its outcome, has been drawn.
 * @param {import('@playwright/test').Page} page @param {string} mode
 */
async function flip(page, mode) {
  await page.getByRole('button', { name: /^IPIP mode:/ }).click()
  const item = page.getByRole('menuitemradio', { name: new RegExp(`^${mode}`) })
  await item.waitFor()
  const painted = page.evaluate(
    () =>
      new Promise((resolve) => {
        addEventListener(
          'click',
          () => {
            const start = performance.now()
            requestAnimationFrame(() => {
              const { port1, port2 } = new MessageChannel() // its message comes when the frame is done
              port1.onmessage = () => resolve(performance.now() - start)
              port2.postMessage(undefined)
            })
          },
          { capture: true, once: true },
        )
      }),
  )
  await item.click()
  return Number(await painted)
}

/** @param {import('@playwright/test').Page} page @param {RegExp} name */
async function centreOf(page, name) {
  const box = await page.getByRole('navigation', { name: 'Lab outline' }).getByRole('button', { name }).boundingBox()
  if (!box) throw new Error(`${name} is nowhere on the screen`)
  return { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 16) }
}

/** @param {import('@playwright/test').Page} page */
async function dragToAndFro(page) {
  const from = await centreOf(page, /^node k8s-w2/)
  const to = await centreOf(page, /^subnet b/)
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  const end = performance.now() + WATCH_MS
  for (let step = 0; performance.now() < end; step += 1) {
    const share = (1 - Math.cos(step / 12)) / 2
    await page.mouse.move(from.x + (to.x - from.x) * share, from.y + (to.y + 60 - from.y) * share)
  }
  await page.keyboard.press('Escape')
  await page.mouse.up()
}

/** @param {string} name @param {readonly number[]} values */
const row = (name, values) =>
  `| ${name} | ${quantile(values, 0.5).toFixed(1)} ms | ${quantile(values, 0.95).toFixed(1)} ms |`

const server = await serveApp({ port: 0 })
const browser = await chromium.launch({ executablePath: await ensureChromium(console.error), args: LAUNCH_ARGS })
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(server.url)
  await page.getByRole('button', { name: /^IPIP mode:/ }).waitFor()
  for (const pod of [/^pod pod1/, /^pod pod3/]) {
    const { x, y } = await centreOf(page, pod)
    await page.mouse.click(x, y)
  }
  const ping = await framesDuring(page, async () => {})
  const flips = []
  for (let round = 0; round < FLIPS; round += 1) {
    flips.push(await flip(page, ['Never', 'Always', 'CrossSubnet'][round % 3] ?? 'Never'))
  }
  const drag = await framesDuring(page, () => dragToAndFro(page))
  console.log(`Chromium ${browser.version()}, headless, software rendering, 1440×900\n`)
  console.log('| reference lab on screen | median | p95 |\n|---|---|---|')
  console.log(row('mode flip, from the click until it is drawn', flips))
  console.log(row('between frames while a ping runs', ping))
  console.log(row('between frames while a node is dragged', drag))
} finally {
  await browser.close()
  await server.close()
}
