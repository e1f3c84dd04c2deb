import type { LabPage } from './lab-page'
import { expect, test } from './lab-test'

/** How k8s-w1 reaches pod2's block: by the next hop and the device. */
async function wayToPod2(lab: LabPage): Promise<string> {
  const routes = await lab.routesOf('node', 'k8s-w1')
  const line = routes.split('\n').find((row) => row.startsWith('172.16.184.0')) ?? ''
  return line
    .trim()
    .split(/\s+/)
    .filter((_, column) => column === 1 || column === 7)
    .join(' ')
}

async function expectMoved(lab: LabPage): Promise<void> {
  await expect(lab.entry('node', 'k8s-w2')).toHaveAccessibleName('node k8s-w2, 192.168.20.102')
  expect(await wayToPod2(lab)).toBe('192.168.20.102 tunl0')
  await lab.ping('pod1', 'pod2')
  await expect(lab.verdict(/pod1 → pod2 · delivered, ttl 62, wrapped both ways/)).toBeVisible()
}

async function expectBack(lab: LabPage): Promise<void> {
  await expect(lab.entry('node', 'k8s-w2')).toHaveAccessibleName('node k8s-w2, 192.168.10.102')
  expect(await wayToPod2(lab)).toBe('192.168.10.102 ens5')
  await expect(lab.verdict(/pod1 → pod2 · delivered, ttl 62, direct both ways/)).toBeVisible()
}

test('k8s-w2 dragged into the other subnet gets an address there and its routes follow; undo puts all back', async ({
  lab,
}) => {
  expect(await wayToPod2(lab)).toBe('192.168.10.102 ens5')
  const before = await lab.places()
  await lab.dragNode('k8s-w2', 'b')
  await expectMoved(lab)
  await lab.undo()
  await expectBack(lab)
  expect(await lab.places()).toEqual(before)
})

test('a drag that ends where nothing is changes nothing', async ({ lab, page }) => {
  const from = await lab.pointOf('node', 'k8s-w2')
  const pane = await page.getByRole('region', { name: 'The lab: subnets, nodes and pods' }).boundingBox()
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move((pane?.x ?? 0) + 30, (pane?.y ?? 0) + (pane?.height ?? 0) - 60, { steps: 8 })
  await page.mouse.up()
  await expect(lab.entry('node', 'k8s-w2')).toHaveAccessibleName('node k8s-w2, 192.168.10.102')
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toHaveAttribute('aria-disabled', 'true')
})

test('a pod dragged to another node gets an address of that node’s block', async ({ lab, page }) => {
  const from = await lab.pointOf('pod', 'pod2')
  const to = await lab.pointOf('node', 'k8s-w0')
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y, { steps: 12 })
  await page.mouse.up()
  await expect(lab.entry('pod', 'pod2')).toHaveAccessibleName(/^pod pod2, 172\.16\.34\.\d+$/)
  await lab.ping('pod1', 'pod2')
  await expect(lab.verdict(/pod1 → pod2 · delivered, ttl 62, wrapped both ways/)).toBeVisible()
})

test.describe('by touch', () => {
  test.use({ hasTouch: true })

  test('k8s-w2 dragged into the other subnet, and back by undo', async ({ lab, page }) => {
    await lab.touchDragNode('k8s-w2', 'b')
    await expect(lab.entry('node', 'k8s-w2')).toHaveAccessibleName('node k8s-w2, 192.168.20.102')
    for (const pod of ['pod1', 'pod2']) {
      const { x, y } = await lab.pointOf('pod', pod)
      await page.touchscreen.tap(x, y)
    }
    await expect(lab.verdict(/pod1 → pod2 · delivered, ttl 62, wrapped both ways/)).toBeVisible()
    await page.getByRole('button', { name: 'Undo', exact: true }).tap()
    await expectBack(lab)
  })
})
