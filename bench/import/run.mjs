// An export of a large cluster, dropped on the built app: until its report is there, and from "Open this lab" until the lab
// is drawn. The file is what main.ts beside it has written. Prints a Markdown table; writes nothing.
import { readFileSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { ensureChromium } from '../../scripts/find-chromium.mjs'
import { serveApp } from '../../scripts/serve.mjs'

const [path = ''] = process.argv.slice(2)
const ROUNDS = 3
/** Until what was done is certainly in the database. */
const KEPT_BY_MS = 3000
const LAUNCH_ARGS = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking']

/**
 * From the next event of this kind until something matches `selector` and the frame that shows it has been drawn.
 * @param {import('@playwright/test').Page} page @param {'drop' | 'click'} event @param {string} selector @param {number} count
 */
function untilDrawn(page, event, selector, count) {
  return page.evaluate(
    ([event, selector, count]) =>
      new Promise((resolve) => {
        addEventListener(
          String(event),
          () => {
            const start = performance.now()
            const look = () => {
              if (document.querySelectorAll(String(selector)).length < Number(count)) return requestAnimationFrame(look)
              const { port1, port2 } = new MessageChannel() // its message comes when the frame is done
              port1.onmessage = () => resolve(performance.now() - start)
              port2.postMessage(undefined)
            }
            requestAnimationFrame(look)
          },
          { capture: true, once: true },
        )
      }),
    [event, selector, count],
  )
}

/** Notes how long the page's thread is held by each copy for the database or for a worker. @param {import('@playwright/test').Page} page */
function noteCopies(page) {
  return page.addInitScript(() => {
    /** @type {number[]} */ const copies = []
    Object.assign(window, { copies })
    for (const [prototype, name] of /** @type {const} */ ([
      [IDBObjectStore.prototype, 'put'],
      [Worker.prototype, 'postMessage'],
    ])) {
      const copy = /** @type {any} */ (prototype)[name]
      Object.assign(prototype, {
        /** @this {unknown} @param {unknown[]} what */
        [name](...what) {
          const start = performance.now()
          const result = copy.apply(this, what)
          copies.push(performance.now() - start)
          return result
        },
      })
    }
  })
}

/** The longest such time while `act` is done and what follows from it is kept. @param {import('@playwright/test').Page} page @param {() => Promise<void>} act */
async function longestCopy(page, act) {
  const taken = () => page.evaluate(() => Math.max(0, .../** @type {any} */ (window).copies.splice(0)))
  await taken()
  await act()
  await page.waitForTimeout(KEPT_BY_MS)
  return taken()
}

/** @param {import('@playwright/test').Browser} browser @param {string} url @param {string} text */
async function measured(browser, url, text) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await noteCopies(page)
  await page.goto(url)
  await page.getByRole('button', { name: /^IPIP mode:/ }).waitFor()
  const read = untilDrawn(page, 'drop', 'dialog [data-kind="read"]', 1)
  await page.evaluate((content) => {
    const data = new DataTransfer()
    data.items.add(new File([content], 'cluster.yaml', { type: 'application/yaml' }))
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
  }, text)
  const readMs = Number(await read)
  // The outline over the canvas: more than the lab before had.
  const drawn = untilDrawn(page, 'click', 'nav ul ul button', 400)
  await page.getByRole('button', { name: 'Open this lab' }).click()
  const drawnMs = Number(await drawn)
  await page.waitForTimeout(KEPT_BY_MS)
  const saveMs = await longestCopy(page, () => page.getByRole('switch', { name: 'natOutgoing' }).click())
  const lookMs = await longestCopy(page, () => page.getByRole('tab', { name: 'Matrix' }).click())
  await page.close()
  return { readMs, drawnMs, saveMs, lookMs }
}

const server = await serveApp({ port: 0 })
const browser = await chromium.launch({ executablePath: await ensureChromium(console.error), args: LAUNCH_ARGS })
try {
  const text = readFileSync(path, 'utf8')
  console.log(`Chromium ${browser.version()}, headless, software rendering, 1440×900\n`)
  console.log(
    '| 500 nodes, 5,000 pods dropped on the page | report | to its picture | together | longest copy of an edit’s save | of a look’s |\n|---|---|---|---|---|---|',
  )
  for (let round = 0; round < ROUNDS; round += 1) {
    const { readMs, drawnMs, saveMs, lookMs } = await measured(browser, server.url, text)
    const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(2)} s`
    console.log(
      `| ${(text.length / 1_000_000).toFixed(1)} MB | ${seconds(readMs)} | ${seconds(drawnMs)} | ${seconds(readMs + drawnMs)} | ${saveMs.toFixed(1)} ms | ${lookMs.toFixed(1)} ms |`,
    )
  }
} finally {
  await browser.close()
  await server.close()
}
