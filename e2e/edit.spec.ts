import { expect, test } from './lab-test'

test('a pod is added where a node is, reached, removed, and brought back by undo', async ({ lab, page }) => {
  await lab.click('node', 'k8s-m')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('menuitem', { name: 'A pod on k8s-m' }).click()
  const added = lab.outline.getByRole('button', { name: /^pod .*, 172\.16\.116\.\d+$/ })
  await expect(added).toHaveCount(1)
  const name = /^pod (\S+),/.exec(await added.innerText())?.[1] ?? ''
  await lab.ping('pod1', name)
  await expect(lab.verdict(new RegExp(`pod1 → ${name} · delivered, ttl 62, direct both ways`))).toBeVisible()
  await lab.click('pod', name)
  await page.keyboard.press('Escape')
  await lab.entry('pod', name).focus()
  await page.keyboard.press('Delete')
  await expect(added).toHaveCount(0)
  await lab.undo()
  await expect(added).toHaveCount(1)
})

test('a new subnet takes a dragged node, and its pods are reached through the router', async ({ lab, page }) => {
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('menuitem', { name: 'A subnet' }).click()
  const added = lab.outline.getByRole('button', { name: /^subnet (?!a,|b,)/ })
  await expect(added).toHaveCount(1)
  const name = /^subnet (\S+),/.exec(await added.innerText())?.[1] ?? ''
  await lab.dragNode('k8s-w2', name)
  await expect(lab.entry('node', 'k8s-w2')).not.toHaveAccessibleName(/192\.168\.[12]0\./)
  await lab.ping('pod1', 'pod2')
  await expect(lab.verdict(/pod1 → pod2 · delivered, ttl 62, wrapped both ways/)).toBeVisible()
})

test('a file that is no lab is refused with its place, and the lab stays', async ({ lab, page }) => {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Lab', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Open a YAML file…' }).click()
  const text = 'apiVersion: v1\nkind: Gadget\nmetadata: {name: g}\n'
  await (await chooser).setFiles({ name: 'gadget.yaml', mimeType: 'text/yaml', buffer: Buffer.from(text) })
  await expect(page.getByText(/gadget\.yaml cannot be opened\. The lab is as it was\./).first()).toBeVisible()
  await expect(lab.entry('pod', 'pod1')).toHaveAccessibleName('pod pod1, 172.16.158.8')
})

test('switching VXLAN on switches IPIP off, and the ping goes by vxlan.calico; one undo takes both back', async ({
  lab,
  page,
}) => {
  await page.getByRole('button', { name: 'VXLAN mode: Never' }).click()
  await page.getByRole('menuitemradio', { name: /^CrossSubnet/ }).click()
  await expect(page.getByRole('button', { name: 'IPIP mode: Never' })).toBeVisible()
  await lab.ping('pod1', 'pod3')
  await expect(lab.verdict(/pod1 → pod3 · delivered, ttl 62, wrapped both ways/)).toBeVisible()
  await expect(lab.dock.getByText(/vxlan\.calico puts outer headers on/).first()).toBeVisible()
  await lab.undo()
  await expect(page.getByRole('button', { name: 'IPIP mode: CrossSubnet' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'VXLAN mode: Never' })).toBeVisible()
})
