import { expect, test } from './lab-test'

const choose = (page: import('@playwright/test').Page, name: RegExp) =>
  page.getByRole('menuitemradio', { name }).click()

test('the same cluster under another release: Felix writes what BIRD wrote, and undo brings it back', async ({
  lab,
  page,
}) => {
  await lab.setIpipMode('Always')
  await lab.click('node', 'k8s-w1')
  await lab.inspector.getByRole('tab', { name: 'ip route' }).click()
  const table = lab.inspector.getByRole('tabpanel')
  await expect(table).toContainText('172.16.34.0/24 via 192.168.20.100 dev tunl0 proto bird onlink')

  await page.getByRole('button', { name: 'Calico release: v3.30 and older' }).click()
  await expect(page.getByRole('menuitemradio', { name: /^v3\.32/ })).toContainText(/\d+ routes change\./)
  await choose(page, /^v3\.33 and newer/)
  await expect(page.getByRole('button', { name: 'Calico release: v3.33 and newer' })).toBeVisible()
  for (const line of ['34.0/24 via 192.168.20.100', '116.0/24 via 192.168.10.10', '184.0/24 via 192.168.10.102']) {
    await expect(table).toContainText(`172.16.${line} dev tunl0 proto 80 onlink mtu 1480`)
  }
  await expect(table).not.toContainText('proto bird')

  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Calico release: v3.30 and older' })).toBeVisible()
  await expect(table).toContainText('172.16.34.0/24 via 192.168.20.100 dev tunl0 proto bird onlink')
  await expect(table).not.toContainText('proto 80')
})

test('by keyboard alone, and IPIP without BGP works where Felix writes its routes', async ({ lab, page }) => {
  await page.getByRole('switch', { name: 'BGP mesh' }).click()
  await lab.ping('pod1', 'pod3')
  await expect(lab.verdict(/pod1 → pod3 · lost/)).toBeVisible()
  await page.getByRole('button', { name: /^Calico release/ }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitemradio', { name: /^v3\.30 and older/ })).toBeFocused()
  await page.keyboard.press('End')
  await expect(page.getByRole('menuitemradio', { name: /^v3\.33 and newer/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Calico release: v3.33 and newer' })).toBeFocused()
  await expect(lab.verdict(/pod1 → pod3 · delivered, ttl 62, wrapped both ways/)).toBeVisible()
})

test('on a phone the choice is in the menu of the lab', async ({ lab, page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('button', { name: 'More' }).click()
  await choose(page, /^v3\.33 and newer/)
  await lab.undo()
  await page.getByRole('button', { name: 'More' }).click()
  await expect(page.getByRole('menuitemradio', { name: /^v3\.30 and older/ })).toBeChecked()
})
