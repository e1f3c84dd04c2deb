import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './lab-test'

test('the same packet in all three modes, on one clock; one click takes the lab there', async ({ lab, page }) => {
  await lab.ping('pod1', 'pod3')
  await page.getByRole('button', { name: 'The same packet in all three modes' }).click()
  const pane = page.getByRole('region', { name: 'The same packet in all three modes' })
  const world = (mode: string) => pane.getByRole('article').filter({ hasText: `IPIP ${mode}` })
  await expect(world('Never')).toContainText('lost at router: no route to 172.16.34.1')
  await expect(world('CrossSubnet')).toContainText('the lab as it is')
  await expect(world('Always')).toContainText('delivered, ttl 62, wrapped both ways')
  await page.getByRole('slider', { name: 'Position in the ping' }).focus()
  await page.keyboard.press('Home')
  for (const mode of ['Never', 'CrossSubnet', 'Always']) await expect(world(mode)).toContainText('step 1 of')
  await page.keyboard.press('End')
  await expect(world('Always')).toContainText('step 16 of 16')
  await expect(world('Never')).toContainText('step 4 of 4')
  const { violations } = await new AxeBuilder({ page })
    .include('[aria-label="The same packet in all three modes"]')
    .analyze()
  expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ target }) => target.join(' '))])).toEqual([])

  await pane.getByRole('button', { name: 'Use Never' }).click()
  await expect(page.getByRole('button', { name: 'IPIP mode: Never' })).toBeVisible()
  await expect(world('Never')).toContainText('the lab as it is')
  await lab.undo()
  await expect(page.getByRole('button', { name: 'IPIP mode: CrossSubnet' })).toBeVisible()
  await pane.getByRole('button', { name: 'Back to the lab' }).click()
  await expect(pane).toHaveCount(0)
})

test('the view follows the packet, and lets go when it is moved by hand', async ({ lab, page }) => {
  await lab.ping('pod1', 'pod3')
  await page.getByRole('slider', { name: 'Position in the ping' }).focus()
  await page.keyboard.press('Home')
  const follow = page.getByRole('button', { name: 'Follow the packet' })
  await follow.click()
  const offCentre = async (name: string) => {
    const [host, canvas] = await Promise.all([
      lab.entry('node', name).boundingBox(),
      page.getByRole('region', { name: /^The lab/ }).boundingBox(),
    ])
    if (!host || !canvas) return Number.POSITIVE_INFINITY
    return Math.abs(host.x + host.width / 2 - canvas.x - canvas.width / 2)
  }
  await expect.poll(() => offCentre('k8s-w1')).toBeLessThan(60)
  await page.getByRole('slider', { name: 'Position in the ping' }).focus()
  await page.keyboard.press('End')
  for (let step = 0; step < 9; step++) await page.keyboard.press('ArrowLeft')
  await expect.poll(() => offCentre('k8s-w0')).toBeLessThan(200)

  const canvas = await page.getByRole('region', { name: /^The lab/ }).boundingBox()
  if (!canvas) throw new Error('the canvas is nowhere')
  const ground = { x: canvas.x + 60, y: canvas.y + canvas.height * 0.8 }
  await page.mouse.move(ground.x, ground.y)
  await page.mouse.down()
  await page.mouse.move(ground.x + 90, ground.y + 20, { steps: 5 })
  await page.mouse.up()
  await expect(follow).toHaveAttribute('aria-pressed', 'false')
})
