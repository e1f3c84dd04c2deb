import AxeBuilder from '@axe-core/playwright'
import type { Locator } from '@playwright/test'
import { expect, test } from './lab-test'

const gridOf = (dock: Locator): Locator =>
  dock.getByRole('application', { name: 'Pings from every row to every column' })

test('the matrix says of every pair how it is carried, and a click pings it', async ({ lab, page }) => {
  await lab.dock.getByRole('tab', { name: 'Matrix' }).click()
  await expect(lab.dock.getByRole('list', { name: '6 pings' })).toHaveText(/2 direct.*4 ipip/)
  await lab.setIpipMode('Never')
  await expect(lab.dock.getByRole('list', { name: '6 pings' })).toHaveText(/2 direct.*4 lost/)
  await lab.dock.getByRole('checkbox', { name: 'Only lost or asymmetric' }).check()
  const grid = gridOf(lab.dock)
  await grid.focus()
  await page.keyboard.press('End')
  await expect(lab.dock.getByText(/pod1 → pod3: lost at router: no route to 172\.16\.34\.1/)).toBeVisible()
  await page.keyboard.press('Enter')
  await lab.dock.getByRole('tab', { name: 'Steps' }).click()
  await expect(lab.verdict(/pod1 → pod3/)).toBeVisible()
})

test('the matrix measures what is answered: hops, sizes, what cables add', async ({ lab, page }) => {
  await lab.dock.getByRole('tab', { name: 'Matrix' }).click()
  const legend = lab.dock.getByRole('list', { name: '6 pings' })
  await lab.dock.getByRole('combobox', { name: 'Show' }).selectOption('hops')
  await expect(legend).toHaveText('3 hops: 24 hops: 4')
  await expect(gridOf(lab.dock).getByRole('button', { name: 'ipip' }).first()).toHaveText('4')
  await lab.dock.getByRole('combobox', { name: 'Show' }).selectOption('mtu')
  await expect(legend).toHaveText('1480 bytes: 6')
  await lab.setIpipMode('Never')
  await expect(legend).toHaveText(/bytes: 2.*4 lost/)
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
})

test('what a drag’s ghost says over another subnet is what Changes says after the drop', async ({ lab, page }) => {
  const from = await lab.pointOf('node', 'k8s-w2')
  const to = await lab.pointOf('subnet', 'b')
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y + 60, { steps: 10 })
  await page.mouse.move(to.x + 4, to.y + 64, { steps: 4 })
  const said = page.locator('[aria-live]').getByText(/192\.168\.20\.102 · \d+ routes change/)
  await expect(said).toBeAttached()
  const words = (await said.textContent()) ?? ''
  await page.mouse.up()
  await lab.dock.getByRole('tab', { name: 'Changes' }).click()
  const [, routes = ''] = /· (\d+) routes/.exec(words) ?? []
  await expect(lab.dock.getByRole('heading', { name: new RegExp(`^Routes ${routes} lines on`) })).toBeVisible()
  const told = [...words.matchAll(/· (\d+) pairs? (lost|gained|re-wrapped|re-routed)/g)].map(
    ([, count, change]) => `${count} ${change}`,
  )
  expect(told).toContain('2 re-wrapped')
  const pairs = lab.dock.getByRole('list', { name: 'Changed pairs' }).getByRole('listitem')
  const counts = new Map<string, number>()
  for (const row of await pairs.allTextContents()) {
    const [, count = '0', change = ''] = /^(\d+) (lost|gained|re-wrapped|re-routed)/.exec(row) ?? []
    counts.set(change, (counts.get(change) ?? 0) + Number(count))
  }
  expect([...counts].map(([change, count]) => `${count} ${change}`).sort()).toEqual([...told].sort())
})

test('any two points of history can be compared, and a witness pinged', async ({ lab }) => {
  await lab.setIpipMode('Never')
  await lab.setIpipMode('Always')
  await lab.dock.getByRole('tab', { name: 'Changes' }).click()
  const pairs = lab.dock.getByRole('list', { name: 'Changed pairs' })
  await expect(pairs).toContainText('2 gained')
  await lab.dock.getByLabel('Compare').selectOption({ index: 0 })
  await expect(pairs).toContainText('1 re-wrapped')
  await expect(pairs).not.toContainText('gained')
  await pairs.getByRole('button', { name: 'Ping pod1 → pod2' }).click()
  await expect(lab.verdict(/pod1 → pod2 · delivered, ttl 62, wrapped both ways/)).toBeVisible()
})

test('a mode says before it is chosen what becomes of the pairs', async ({ lab, page }) => {
  await expect(lab.entry('pod', 'pod1')).toBeAttached()
  await page.getByRole('button', { name: /^IPIP mode:/ }).click()
  await expect(page.getByRole('menuitemradio', { name: /^Never/ })).toContainText('0 of 3 pairs wrapped, 2 lost')
  await expect(page.getByRole('menuitemradio', { name: /^Always/ })).toContainText('3 of 3 pairs wrapped, 0 lost')
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme })

    test('axe finds nothing in the matrix and in the changes', async ({ lab, page }) => {
      await lab.setIpipMode('Never')
      for (const tab of ['Matrix', 'Changes']) {
        await lab.dock.getByRole('tab', { name: tab }).click()
        await lab.dock.getByText(tab === 'Matrix' ? '4 lost' : '2 lost').waitFor()
        const { violations } = await new AxeBuilder({ page }).include('[role="tabpanel"]').analyze()
        expect(
          violations.map(({ id, nodes }) => `${tab}: ${id} at ${nodes.map(({ target }) => target.join(' '))}`),
        ).toEqual([])
      }
    })
  })
}

test('a change is followed as it arrives at one machine after the other', async ({ lab, page }) => {
  await lab.setIpipMode('Always')
  await lab.dock.getByRole('tab', { name: 'Changes' }).click()
  await lab.dock.getByRole('button', { name: 'While it arrives' }).click()
  const moments = lab.dock.getByRole('list', { name: /^Machines in the order/ }).getByRole('listitem')
  await expect(moments).toHaveText([
    /^before1 direct2 ipip/,
    /^k8s-m1 direct2 ipip/,
    /^k8s-w12 ipip1 other way back/,
    /^k8s-w23 ipip/,
  ])
  await page.getByRole('button', { name: 'k8s-w2 earlier' }).click()
  await expect(moments.nth(2)).toHaveText(/^k8s-w22 ipip1 other way back/)
  await expect(lab.dock).toContainText('In this order no pair is lost for a time.')
})
