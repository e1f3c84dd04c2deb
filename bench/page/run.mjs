// The page's benchmark: the canvas of a large lab, beside a hand-written Canvas2D of the same graph in the same run.
// Prints Markdown tables; writes nothing. `node bench/page/run.mjs [nodes/pods …]`
import { createServer } from 'node:http'
import { cpus } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { build } from 'vite'
import { ensureChromium } from '../../scripts/find-chromium.mjs'

const HERE = dirname(fileURLToPath(import.meta.url))
const PORT = 5191
const SIZES = [
  [100, 1000],
  [500, 5000],
]
const LAUNCH_ARGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-precise-memory-info',
  '--js-flags=--expose-gc',
]
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

/** The page, built as it would be shipped, served from memory. */
async function servePage() {
  const built = await build({
    root: HERE,
    configFile: false,
    logLevel: 'warn',
    build: { write: false, target: 'es2022', modulePreload: false },
  })
  const outputs = [built].flat().flatMap((one) => ('output' in one ? one.output : []))
  const files = new Map(outputs.map((file) => [`/${file.fileName}`, 'code' in file ? file.code : file.source]))
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const body = files.get(path === '/' ? '/index.html' : path)
    const type = TYPES[/** @type {keyof typeof TYPES} */ (/\.\w+$/.exec(path)?.[0] ?? '.html')]
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': type ?? 'text/plain' }).end(body)
  })
  await new Promise((listening) => server.listen(PORT, '127.0.0.1', () => listening(undefined)))
  return server
}

/** @param {readonly number[]} sorted @param {number} share */
const quantile = (sorted, share) => sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? Number.NaN

/** @param {readonly number[]} frames */
const summary = (frames) => ({
  median: quantile(frames, 0.5),
  p95: quantile(frames, 0.95),
  long: frames.filter((frame) => frame > 50).length,
})

/** @param {import('@playwright/test').Page} page */
const heapBytes = (page) =>
  page.evaluate(() => {
    Reflect.get(globalThis, 'gc')?.()
    return Reflect.get(performance, 'memory').usedJSHeapSize
  })

/** A real mouse drags the first node to and fro over the next subnet, while the page counts its frames.
 * @param {import('@playwright/test').Page} page */
async function dragFrames(page) {
  await page.evaluate(() => window.bench?.fit())
  const [from, to] = await page.evaluate(() =>
    /** @type {NonNullable<typeof window.bench>} */ (window.bench).dragFromTo(),
  )
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + 12, from.y + 6)
  const frames = page.evaluate(() => window.bench?.run('record') ?? [])
  const end = performance.now() + 2000
  for (let step = 0; performance.now() < end; step += 1) {
    const share = (1 + Math.sin(step / 9)) / 2
    await page.mouse.move(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share + 30)
  }
  const recorded = await frames
  await page.keyboard.press('Escape')
  await page.mouse.up()
  return recorded
}

/** @param {import('@playwright/test').Browser} browser @param {string} draw @param {number} nodes @param {number} pods */
async function measure(browser, draw, nodes, pods) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(`http://127.0.0.1:${PORT}/?nodes=${nodes}&pods=${pods}&draw=${draw}`)
  await page.waitForFunction(() => window.bench !== undefined)
  const heapBefore = await heapBytes(page)
  const firstPaint = await page.evaluate(() => window.bench?.firstPaint() ?? 0)
  await page.waitForTimeout(1500)
  const heap = (await heapBytes(page)) - heapBefore
  /** @param {'panFit' | 'packets' | 'manyPackets' | 'packetsWhilePanning'} name */
  const frames = async (name) => summary(await page.evaluate((wanted) => window.bench?.run(wanted) ?? [], name))
  const panFit = await frames('panFit')
  const panNear = summary(await page.evaluate(() => window.bench?.panNear() ?? []))
  const drag = summary(await dragFrames(page))
  const packets = await frames('packets')
  const manyPackets = await frames('manyPackets')
  const packetsWhilePanning = await frames('packetsWhilePanning')
  const drop = await page.evaluate(() => window.bench?.drop() ?? 0)
  await page.close()
  return { firstPaint, heap, panFit, panNear, drag, packets, manyPackets, packetsWhilePanning, drop }
}

const ms = (/** @type {number} */ value) => value.toFixed(1)
const framesText = (/** @type {{ median: number, p95: number }} */ { median, p95 }) => `${ms(median)} / ${ms(p95)}`
const ratio = (/** @type {number} */ ours, /** @type {number} */ theirs) => `${(ours / theirs).toFixed(2)}×`

/** @typedef {{ median: number, p95: number }} Frames */

/** @param {string} title @param {Frames} ours @param {Frames} plain */
const frameRow = (title, ours, plain) => [
  `${title}, ms a frame, median / p95`,
  framesText(ours),
  framesText(plain),
  ratio(ours.median, plain.median),
]

/** @typedef {Awaited<ReturnType<typeof measure>>} Measured */

/** @param {number} nodes @param {number} pods @param {Measured} ours @param {Measured} plain */
function printTable(nodes, pods, ours, plain) {
  const rows = [
    ['first paint, ms', ms(ours.firstPaint), ms(plain.firstPaint), ratio(ours.firstPaint, plain.firstPaint)],
    frameRow('pan and zoom, whole graph', ours.panFit, plain.panFit),
    frameRow('pan and zoom at zoom 1', ours.panNear, plain.panNear),
    frameRow('drag a node with its pods', ours.drag, plain.drag),
    frameRow('50 packets', ours.packets, plain.packets),
    frameRow('200 packets', ours.manyPackets, plain.manyPackets),
    frameRow('50 packets while panning', ours.packetsWhilePanning, plain.packetsWhilePanning),
    ['frames over 50 ms in 2 s of panning', `${ours.panFit.long}`, `${plain.panFit.long}`, ''],
    ['drop into another subnet to paint, ms', ms(ours.drop), ms(plain.drop), ratio(ours.drop, plain.drop)],
    ['heap, MB', ms(ours.heap / 2 ** 20), ms(plain.heap / 2 ** 20), ''],
  ]
  console.log(`\n| ${nodes} nodes, ${pods} pods | Podpath | Canvas2D by hand | ratio |\n|---|---|---|---|`)
  for (const row of rows) console.log(`| ${row.join(' | ')} |`)
}

const asked = process.argv.slice(2).map((size) => size.split('/').map(Number))
const executablePath = await ensureChromium(console.error)
const server = await servePage()
const browser = await chromium.launch({ executablePath, args: LAUNCH_ARGS })
try {
  console.log(
    `Chromium ${browser.version()}, headless, 1280×800; ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`,
  )
  for (const [nodes = 0, pods = 0] of asked.length > 0 ? asked : SIZES) {
    const plain = await measure(browser, 'plain', nodes, pods)
    const ours = await measure(browser, 'podpath', nodes, pods)
    printTable(nodes, pods, ours, plain)
  }
} finally {
  await browser.close()
  server.close()
}
