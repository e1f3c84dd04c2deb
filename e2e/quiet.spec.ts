import { gzipSync } from 'node:zlib'
import { countGraphWork } from './graph-probe'
import { LabPage } from './lab-page'
import { expect, test } from './lab-test'

const FIRST_LOAD_BUDGET_BYTES = 350_000

test('panning and zooming apply no style', async ({ lab, page }) => {
  const counts = await countGraphWork(page)
  const before = await lab.entry('node', 'k8s-w1').boundingBox()
  const ground = await page.getByRole('region', { name: 'The lab: subnets, nodes and pods' }).boundingBox()
  const start = { x: (ground?.x ?? 0) + 20, y: (ground?.y ?? 0) + (ground?.height ?? 0) / 2 }
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  await page.mouse.move(start.x + 90, start.y + 30, { steps: 60 })
  await page.mouse.up()
  await page.mouse.wheel(0, -200)
  await expect.poll(async () => (await lab.entry('node', 'k8s-w1').boundingBox())?.x).not.toBe(before?.x)
  const { styled, renders } = await counts()
  expect(renders).toBeGreaterThan(0)
  expect(styled).toBe(0)
})

test('a ping under way makes Cytoscape render nothing', async ({ lab, page }) => {
  await lab.ping('pod1', 'pod3')
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  const position = page.getByRole('slider', { name: 'Position in the ping' })
  const first = await position.getAttribute('aria-valuetext')
  // What the click itself changed has been drawn by the next frames; the packet goes on.
  await expect.poll(() => position.getAttribute('aria-valuetext')).not.toBe(first)
  const counts = await countGraphWork(page)
  const second = await position.getAttribute('aria-valuetext')
  await expect.poll(() => position.getAttribute('aria-valuetext')).not.toBe(second)
  expect(await counts()).toEqual({ styled: 0, renders: 0 })
})

test('the first load fetches no more script than the budget, and nothing from elsewhere', async ({ page, baseURL }) => {
  const scripts: Promise<Buffer>[] = []
  const foreign: string[] = []
  page.on('response', (response) => {
    if (!response.url().startsWith(baseURL ?? '')) foreign.push(response.url())
    else if (response.request().resourceType() === 'script') scripts.push(response.body())
  })
  const lab = new LabPage(page)
  await lab.open()
  await page.waitForLoadState('networkidle')
  const bytes = (await Promise.all(scripts)).reduce((sum, body) => sum + gzipSync(body).length, 0)
  expect(bytes).toBeGreaterThan(0)
  expect(bytes).toBeLessThan(FIRST_LOAD_BUDGET_BYTES)
  expect(foreign).toEqual([])
})

test('once loaded, the lab opens again and works without any network', async ({ lab, page, context }) => {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await context.setOffline(true)
  await page.reload()
  await lab.setIpipMode('Always')
  await lab.ping('pod1', 'pod2')
  await expect(lab.verdict(/pod1 → pod2 · delivered, ttl 62, wrapped both ways/)).toBeVisible()
  await lab.dragNode('k8s-w2', 'b')
  await expect(lab.entry('node', 'k8s-w2')).toHaveAccessibleName('node k8s-w2, 192.168.20.102')
  await lab.openYaml()
  await lab.yaml.focus()
  await page.keyboard.press('Control+Home')
  await expect(lab.yaml).toContainText('ipipMode: Always')
})

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } })

  test('a ping is still steps, with the same words', async ({ lab, page }) => {
    await lab.ping('pod1', 'pod3')
    await expect(lab.verdict(/pod1 → pod3 · delivered, ttl 62, wrapped both ways/)).toBeVisible()
    const position = page.getByRole('slider', { name: 'Position in the ping' })
    const still = await position.getAttribute('aria-valuetext')
    await page.getByRole('button', { name: 'Step forward' }).click()
    await expect(position).not.toHaveAttribute('aria-valuetext', still ?? '')
    const next = await position.getAttribute('aria-valuetext')
    // Two seconds of frames: nothing moves by itself.
    await page.evaluate(async () => {
      const end = performance.now() + 2000
      while (performance.now() < end) await new Promise(requestAnimationFrame)
    })
    await expect(position).toHaveAttribute('aria-valuetext', next ?? '')
  })
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('the lab fits, a ping is two taps, and nothing scrolls sideways', async ({ lab, page }) => {
    for (const pod of ['pod1', 'pod3']) {
      const { x, y } = await lab.pointOf('pod', pod)
      await page.touchscreen.tap(x, y)
    }
    await expect(page.getByText(/pod1 → pod3 · delivered, ttl 62/).first()).toBeVisible()
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
  })
})
