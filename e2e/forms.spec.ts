import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './lab-test'

test('a pool is edited in its form: one undo step, comments kept, and refused in Calico’s words', async ({
  lab,
  page,
}) => {
  await page.getByRole('button', { name: 'Add', exact: true }).waitFor()
  await lab.click('node', 'k8s-w1')
  await lab.inspector.getByRole('tab', { name: 'Edit' }).click()
  await lab.inspector.getByRole('button', { name: 'All settings of the cluster' }).click()
  await lab.inspector.getByRole('button', { name: /IP pool/ }).click()
  await expect(lab.inspector.getByRole('heading', { name: 'default-ipv4-ippool' })).toBeVisible()
  const vxlan = lab.inspector.getByRole('combobox', { name: 'vxlanMode' })
  await vxlan.selectOption('Always')
  await expect(lab.inspector.getByRole('alert')).toContainText(
    'cannot enable both VXLAN (Always) and IPIP (CrossSubnet) on the same IPPool',
  )
  await expect(vxlan).toHaveAccessibleDescription(/cannot enable both/)
  await expect(vxlan).toHaveValue('Never')
  await lab.inspector.getByRole('combobox', { name: 'ipipMode' }).selectOption('Always')
  await expect(page.getByRole('button', { name: 'IPIP mode: Always' })).toBeVisible()
  const size = lab.inspector.getByRole('textbox', { name: 'blockSize' })
  await size.fill('25')
  await page.keyboard.press('Enter')
  await expect(size).toHaveAttribute('aria-invalid', 'true')
  await lab.openYaml()
  await expect(lab.yaml.locator('.cm-lit', { hasText: 'ipipMode: Always' })).toBeVisible()
  await lab.undo()
  await expect(page.getByRole('button', { name: 'IPIP mode: CrossSubnet' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toHaveAttribute('aria-disabled', 'true')
})

test('a node’s address, a pod’s wish and a router’s drops are edited by keys', async ({ lab, page }) => {
  await lab.click('node', 'k8s-w2')
  await lab.inspector.getByRole('tab', { name: 'Edit' }).click()
  const address = lab.inspector.getByRole('textbox', { name: 'IPv4Address' })
  await address.fill('192.168.10.77/24')
  await address.press('Enter')
  await expect(lab.entry('node', 'k8s-w2')).toHaveAccessibleName(/192\.168\.10\.77/)
  await lab.inspector.getByRole('textbox', { name: 'labels: key' }).fill('rack')
  await lab.inspector.getByRole('textbox', { name: 'labels: value' }).fill('a')
  await page.keyboard.press('Enter')
  await expect(lab.inspector.getByRole('textbox', { name: 'labels rack' })).toHaveValue('a')
  await lab.entry('pod', 'pod1').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  const wish = lab.inspector.getByRole('textbox', { name: 'ipAddrs' })
  await wish.fill('172.16.158.20')
  await wish.press('Enter')
  await expect(lab.entry('pod', 'pod1')).toHaveAccessibleName(/172\.16\.158\.20/)
  await lab.click('router', 'router')
  await lab.inspector.getByRole('button', { name: 'Add to drops' }).click()
  const fresh = lab.inspector.getByRole('group', { name: 'drops 1' })
  await fresh.getByRole('textbox', { name: 'protocol' }).fill('nonsense')
  await lab.inspector.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(lab.inspector.getByRole('alert')).toContainText('nonsense')
  await fresh.getByRole('textbox', { name: 'protocol' }).fill('ipip')
  await lab.inspector.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(lab.inspector.getByRole('button', { name: 'Remove drops 1' })).toBeVisible()
  await lab.ping('pod1', 'pod3')
  await expect(lab.verdict(/lost at router/).first()).toBeVisible()
})

test('forms have names, and nothing axe complains of', async ({ lab, page }) => {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    for (const [kind, name] of [
      ['node', 'k8s-w1'],
      ['router', 'router'],
    ] as const) {
      await lab.click(kind, name)
      await lab.inspector.getByRole('tab', { name: 'Edit' }).click()
      await lab.inspector.getByRole('button', { name: 'Show in the YAML' }).waitFor()
      expect((await new AxeBuilder({ page }).include('aside').analyze()).violations).toEqual([])
    }
  }
  await lab.inspector.getByRole('button', { name: 'All settings of the cluster' }).click()
  await lab.inspector.getByRole('button', { name: 'Add a BGP peer' }).click()
  await expect(lab.inspector.getByRole('heading', { name: 'peer-1' })).toBeVisible()
  expect((await new AxeBuilder({ page }).include('aside').analyze()).violations).toEqual([])
})

test('F2 renames what is selected: the ping in flight and the YAML follow, and an undo takes it all back', async ({
  lab,
  page,
}) => {
  await lab.ping('pod1', 'pod3')
  await lab.entry('pod', 'pod1').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.keyboard.press('F2')
  const name = lab.inspector.getByRole('textbox', { name: 'name', exact: true })
  await expect(name).toBeFocused()
  await page.keyboard.type('pod3')
  await page.keyboard.press('Enter')
  await expect(lab.inspector.getByRole('alert')).toContainText('The name pod3 is taken.')
  await name.fill('web')
  await page.keyboard.press('Enter')
  await expect(lab.entry('pod', 'web')).toBeVisible()
  await expect(lab.inspector.getByRole('heading', { name: 'web', exact: true })).toBeVisible()
  await expect(name).toBeFocused()
  await expect(lab.verdict(/web → pod3 · delivered/)).toBeVisible()
  await page.keyboard.press('Escape')
  await lab.undo()
  await expect(lab.entry('pod', 'pod1')).toBeVisible()
  await expect(lab.verdict(/pod1 → pod3 · delivered/)).toBeVisible()
})

test('a subnet on another network takes its machines along, in one step', async ({ lab, page }) => {
  await lab.entry('subnet', 'a').focus()
  await page.keyboard.press('Enter')
  const cidr = lab.inspector.getByRole('textbox', { name: 'cidr' })
  await cidr.fill('10.5.0.0/26')
  await cidr.press('Enter')
  await expect(lab.inspector.getByRole('alert')).toContainText('k8s-w1 has host number 101')
  await cidr.fill('10.5.0.0/24')
  await cidr.press('Enter')
  await expect(lab.entry('node', 'k8s-w1')).toHaveAccessibleName(/10\.5\.0\.101/)
  await expect(page.getByText(/have new addresses in 10\.5\.0\.0\/24/)).toBeVisible()
  await lab.undo()
  await expect(lab.entry('node', 'k8s-w1')).toHaveAccessibleName(/192\.168\.10\.101/)
})

test('a router comes and goes by its form', async ({ lab, page }) => {
  await lab.click('node', 'k8s-w1')
  await lab.inspector.getByRole('tab', { name: 'Edit' }).click()
  await lab.inspector.getByRole('button', { name: 'All settings of the cluster' }).click()
  await lab.inspector.getByRole('button', { name: 'Add a router' }).click()
  await expect(lab.entry('router', 'router1')).toBeVisible()
  await lab.inspector.getByRole('tab', { name: 'Edit' }).click()
  await lab.inspector.getByRole('button', { name: 'Remove interfaces 2' }).click()
  await expect(lab.inspector.getByRole('button', { name: 'Remove interfaces 2' })).toHaveCount(0)
  await lab.inspector.getByRole('button', { name: 'Remove router1' }).click()
  await expect(lab.entry('router', 'router1')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).not.toHaveAttribute('aria-disabled', 'true')
})
