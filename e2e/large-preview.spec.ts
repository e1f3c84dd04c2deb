import { largeLab } from '../bench/engine/large-lab'
import { expect, test } from './lab-test'

// More nodes than are counted on the page's own thread.
const manifests = largeLab({ subnets: 3, nodesPerSubnet: 20, podsPerNode: 2 })
const large = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifests })

test('of a large lab a worker counts what a mode would do, and a drag before the drop', async ({ lab, page }) => {
  test.slow()
  await page.getByRole('button', { name: 'Lab', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Import a cluster…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import a cluster' })
  await dialog
    .getByLabel('Choose files …')
    .setInputFiles([{ name: 'large.json', mimeType: 'application/json', buffer: Buffer.from(large) }])
  await dialog.getByRole('button', { name: 'Open this lab' }).click()
  await expect(dialog).toBeHidden()
  const counting = page.waitForEvent('worker', (worker) => worker.url().includes('preview-worker'))
  await page.getByRole('button', { name: /^IPIP mode:/ }).click()
  await counting
  await expect(page.getByRole('menuitemradio', { name: /^Never/ })).toContainText('0 of 7,140 pairs wrapped')
  await expect(page.getByRole('menuitemradio', { name: /^Always/ })).toContainText('7,080 of 7,140 pairs wrapped')
  await page.keyboard.press('Escape')
  let words = ''
  await lab.dragNode('node-7', 'rack-1', async () => {
    const said = page.locator('[aria-live]').getByText(/10\.1\.0\.\d+ · [\d,]+ routes change · [\d,]+ pairs? /)
    await expect(said).toBeAttached()
    words = (await said.textContent()) ?? ''
  })
  await lab.dock.getByRole('tab', { name: 'Changes' }).click()
  const [, routes = ''] = /· ([\d,]+) routes/.exec(words) ?? []
  await expect(lab.dock.getByRole('heading', { name: new RegExp(`^Routes ${routes} lines on`) })).toBeVisible()
})
