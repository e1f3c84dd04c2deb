import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './lab-test'

test('a field that is pointed at is lit in the tree, the bytes and the ruler; keys walk through them', async ({
  lab,
  page,
}) => {
  await lab.ping('pod1', 'pod3')
  await page.getByRole('slider', { name: 'Position in the ping' }).focus()
  await page.keyboard.press('Home')
  for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowRight')
  const tree = lab.inspector.getByRole('tree', { name: 'Headers, outermost first' })
  const ttl = tree.getByRole('treeitem', { name: /^TTL/ }).first()
  await expect(ttl).toHaveText(/63\s*62/)
  await ttl.hover()
  const bytes = lab.inspector.getByRole('grid', { name: 'Bytes of the packet' })
  await expect(bytes.getByRole('gridcell', { name: 'byte 22, 0x3e: TTL' })).toHaveAttribute('data-lit')
  await expect(lab.inspector.getByText('IPv4, outer: TTL 62 · byte 22')).toBeVisible()

  await bytes.getByRole('gridcell', { name: 'byte 26, 0xc0: source' }).focus()
  await expect(lab.inspector.getByText('IPv4, outer: source 192.168.10.101 · bytes 26–29')).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(bytes.getByRole('gridcell', { name: /^byte 42,/ })).toBeFocused()
  await expect(lab.inspector.getByText('IPv4, inner: TTL 63 · byte 42')).toBeVisible()
  await expect(tree.getByRole('treeitem', { selected: true })).toHaveText('TTL 63')

  const { violations } = await new AxeBuilder({ page }).include('[aria-label="Inspector"]').analyze()
  expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ target }) => target.join(' '))])).toEqual([])
})

test('the ledgers say where each TTL went, and what fits', async ({ lab, page }) => {
  await lab.ping('pod1', 'pod3')
  await lab.inspector.getByRole('tab', { name: 'TTL' }).click()
  await expect(lab.inspector.getByText('64 − 2 = 62: k8s-w1, k8s-w0 took one each.')).toBeVisible()
  await lab.inspector.getByRole('button', { name: /router forwards the outer packet: 63 → 62/ }).click()
  await expect(page.getByRole('slider', { name: 'Position in the ping' })).toHaveAttribute(
    'aria-valuetext',
    /step 5 of/,
  )
  await lab.inspector.getByRole('tab', { name: 'Size' }).click()
  await expect(lab.inspector.getByText(/1480 bytes, ping -s 1452/)).toBeVisible()
  await lab.inspector.getByRole('spinbutton', { name: 'Payload, ping -s' }).fill('1453')
  await lab.inspector.getByRole('checkbox', { name: 'Never split, ping -M do' }).check()
  await lab.inspector.getByRole('button', { name: 'Ping', exact: true }).click()
  await expect(lab.verdict(/cannot leave pod1: longer than the MTU of 1480/)).toBeVisible()
})
