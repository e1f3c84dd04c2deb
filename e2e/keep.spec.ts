import { LabPage } from './lab-page'
import { expect, test } from './lab-test'

test('a reload keeps the lab: the ping, the mode, and the moved node where it was put', async ({ lab, page }) => {
  await lab.ping('pod1', 'pod2')
  await lab.setIpipMode('Always')
  await lab.dragNode('k8s-w2', 'b')
  await expect(lab.entry('node', 'k8s-w2')).toHaveAccessibleName('node k8s-w2, 192.168.20.102')
  const verdict = /pod1 → pod2 · delivered, ttl 62, wrapped both ways/
  await expect(lab.verdict(verdict)).toBeVisible()
  const before = await lab.places()
  await page.reload()
  await lab.shown('node', 'k8s-w2')
  await expect(page.getByRole('button', { name: 'IPIP mode: Always' })).toBeVisible()
  await expect(lab.verdict(verdict)).toBeVisible()
  expect(await lab.places()).toEqual(before)
})

test('what one tab has made of the lab is not lost to another that only looks', async ({ lab, page, context }) => {
  const other = await context.newPage()
  await new LabPage(other).open()
  await page.bringToFront()
  await lab.setIpipMode('Never')
  await other.bringToFront()
  await other.getByRole('tab', { name: 'Changes' }).click()
  await new LabPage(other).click('node', 'k8s-m')
  await other.close()
  await page.reload()
  await lab.shown('pod', 'pod1')
  await expect(page.getByRole('button', { name: 'IPIP mode: Never' })).toBeVisible()
})
