import { expect, test } from './lab-test'

/** The library takes no choice made sooner than this after the list changed, by the page's clock. */
const CHOICE_DELAY_MS = 150

test('the editor completes keys and values of the kind the caret is in', async ({ lab, page }) => {
  await page.clock.install()
  await lab.openYaml()
  await lab.yaml.focus()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('\n---\n')
  await page.keyboard.press('Control+Space')
  const options = page.getByRole('listbox')
  await expect(options.getByRole('option', { name: /^BGPPeer/ })).toBeVisible()
  await page.keyboard.type('BGPP')
  await expect(options.getByRole('option')).toHaveCount(1)
  await page.clock.runFor(CHOICE_DELAY_MS)
  await page.keyboard.press('Enter')
  await expect(lab.yaml).toContainText('peerIP: 192.168.10.1')
  await page.keyboard.press('Control+End')
  await page.keyboard.type('  next')
  await expect(options.getByRole('option', { name: /^nextHopMode/ })).toBeVisible()
  await expect(page.getByText('Next hop in what is announced')).toBeVisible()
  await page.clock.runFor(CHOICE_DELAY_MS)
  await page.keyboard.press('Enter')
  await expect(options.getByRole('option')).toHaveText([/Auto/, /Self/, /Keep/])
  await page.clock.runFor(CHOICE_DELAY_MS)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(lab.yaml).toContainText('nextHopMode: Self')
})

test('a key says what it means where the pointer rests and where the caret is', async ({ lab, page }) => {
  await lab.openYaml()
  await lab.yaml.focus()
  await page.keyboard.press('Control+Home')
  await lab.yaml.getByText('gatewayMetric').first().hover()
  await expect(page.locator('.cm-tooltip-hover')).toContainText('Metric of its default route')
  await lab.yaml.getByText('gatewayMetric').first().click()
  await expect(lab.dock.getByText('Underlay · spec.hosts[0].gatewayMetric')).toBeVisible()
})

test('caret and selection are one', async ({ lab, page }) => {
  await lab.openYaml()
  await lab.yaml.focus()
  await page.keyboard.press('Control+Home')
  await lab.yaml.getByText('{node: k8s-w2').click()
  await expect(lab.inspector.getByRole('heading', { name: 'k8s-w2', exact: true })).toBeVisible()
  await lab.click('pod', 'pod3')
  await page.keyboard.press('Escape')
  await expect(lab.yaml.locator('.cm-lit', { hasText: /^ *name: pod3$/ })).toBeInViewport()
  await expect(lab.yaml.locator('.cm-lit', { hasText: 'pod1' })).toHaveCount(0)
})
