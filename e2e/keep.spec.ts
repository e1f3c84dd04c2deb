import { test as base } from '@playwright/test'
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

test('two tabs at one lab: the one that is behind is told, and takes the other’s or keeps its own', async ({
  lab,
  page,
  context,
}) => {
  await lab.setIpipMode('Always')
  const other = await context.newPage()
  const there = new LabPage(other)
  await there.open()
  await expect(other.getByRole('button', { name: 'IPIP mode: Always' })).toBeVisible()
  await there.setIpipMode('Never')
  await page.bringToFront()
  await page.getByRole('button', { name: 'Show the other’s' }).click()
  await expect(page.getByRole('button', { name: 'IPIP mode: Never' })).toBeVisible()
  await lab.undo()
  await expect(page.getByRole('button', { name: 'IPIP mode: Always' })).toBeVisible()
  await other.close()
})

base('what cannot be shown is set aside, and comes back from My labs', async ({ page }) => {
  // A browser out of memory, or of drawing surfaces, for as long as the page is told so.
  await page.addInitScript(() => {
    if (sessionStorage.getItem('broken') !== 'yes') return
    HTMLCanvasElement.prototype.getContext = () => {
      throw new Error('no canvas today')
    }
  })
  const lab = new LabPage(page)
  await lab.open()
  await lab.setIpipMode('Always')
  await page.evaluate(() => sessionStorage.setItem('broken', 'yes'))
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Something in Podpath broke' })).toBeVisible()
  await expect(page.getByText('no canvas today')).toBeVisible()
  await page.evaluate(() => sessionStorage.removeItem('broken'))
  await page.getByRole('button', { name: 'Set it aside, begin with the reference cluster' }).click()
  await lab.shown('pod', 'pod1')
  await expect(page.getByRole('button', { name: 'IPIP mode: CrossSubnet' })).toBeVisible()
  await page.getByRole('button', { name: 'Lab', exact: true }).click()
  await page.getByRole('menuitem', { name: 'My labs…' }).click()
  const labs = page.getByRole('dialog', { name: 'My labs' })
  await labs.getByRole('region', { name: 'Set aside' }).getByRole('button', { name: 'Try to open' }).click()
  await expect(page.getByRole('button', { name: 'IPIP mode: Always' })).toBeVisible()
})
