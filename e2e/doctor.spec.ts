import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './lab-test'

test('the doctor finds the loss, explains it, and puts it right in one click and one undo', async ({ lab, page }) => {
  await lab.setIpipMode('Never')
  const tab = page.getByRole('tab', { name: /^Doctor/ })
  await expect(tab.getByRole('img', { name: '1 finding' })).toBeVisible()
  await tab.click()
  const findings = lab.dock.getByRole('list', { name: 'What is wrong with this lab' })
  const finding = findings.getByRole('listitem').filter({ hasText: 'router does not know the pods’ blocks' })
  await expect(finding.getByText('router has no route for 172.16.116.0/24, which k8s-m has.')).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])

  await finding.getByRole('button', { name: 'router', exact: true }).click()
  await expect(lab.inspector.getByRole('heading', { name: 'router', exact: true })).toBeVisible()

  await finding.getByRole('button', { name: /to CrossSubnet$/ }).click()
  await expect(lab.dock.getByText('Nothing is wrong with this lab')).toBeVisible()
  await expect(page.getByRole('button', { name: 'IPIP mode: CrossSubnet' })).toBeVisible()
  await lab.undo()
  await expect(finding).toBeVisible()
})

test('what holds now is asserted in one click, and fails when an edit breaks it', async ({ lab, page }) => {
  await page.getByRole('tab', { name: /^Doctor/ }).click()
  const assertions = lab.dock.getByRole('region', { name: 'Assertions' })
  await assertions.getByRole('button', { name: 'Assert what is so now' }).click()
  await expect(assertions.getByText('3 of 3 hold')).toBeVisible()
  await lab.setIpipMode('Never')
  await expect(assertions.getByText('1 of 3 hold')).toBeVisible()
  await expect(assertions.getByText(/pod1 to pod3: the request is lost at router/)).toBeVisible()
  await lab.openYaml()
  await expect(lab.yaml).toBeVisible()
})

test('a lost ping is told what would deliver it, each one click and one undo away', async ({ lab, page }) => {
  await lab.setIpipMode('Never')
  await lab.ping('pod1', 'pod3')
  await expect(lab.verdict(/→ pod3 · lost at router/)).toBeVisible()
  const flips = lab.dock.getByRole('list', { name: 'Changes that turn the ping over' })
  await expect(flips.getByRole('listitem')).toHaveCount(8)
  const move = flips.getByRole('button', { name: /^k8s-w0 into subnet a/ })
  await move.hover()
  await expect(lab.dock.getByRole('heading', { name: 'Then: answered plain, ttl 62' })).toBeVisible()
  await move.click()
  await page.mouse.move(8, 8)
  await expect(lab.verdict(/→ pod3 · delivered, ttl 62/)).toBeVisible()
  await expect(lab.dock.getByRole('heading', { name: 'What would change it' })).toBeVisible()
  await lab.undo()
  await expect(lab.verdict(/→ pod3 · lost at router/)).toBeVisible()
})
