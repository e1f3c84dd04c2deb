import { readFileSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './lab-test'

async function openLab(page: Page, text: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Lab', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Open a YAML file…' }).click()
  await (await chooser).setFiles({ name: 'lab.yaml', mimeType: 'text/yaml', buffer: Buffer.from(text) })
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).not.toHaveAttribute('aria-disabled', 'true')
}

test('a step opens to the bits that decided it, and to the line of YAML that it came from', async ({ lab, page }) => {
  await lab.ping('pod1', 'pod3')
  await lab.dock.getByRole('button', { name: 'Why, step 2' }).click()
  const lines = lab.dock.getByRole('list', { name: /Lines of k8s-w1 that match 172\.16\.34\.1/ }).getByRole('listitem')
  await expect(lines).toHaveText([
    /172\.16\.34\.1.*destination/s,
    /172\.16\.34\.0\/24 via 192\.168\.20\.100 dev tunl0.*Wins: all 24 bits/s,
    /default.*\/0 is shorter than \/24/s,
  ])
  await expect(lab.dock.getByText('Bit 20 of 24 differs: another subnet, so it is wrapped.')).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).include('[aria-label="Details"]').analyze()
  expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ target }) => target.join(' '))])).toEqual([])
  await lab.dock.getByRole('button', { name: /IPPool default-ipv4-ippool/ }).click()
  await expect.poll(() => page.evaluate(() => String(getSelection()))).toBe('ipipMode: CrossSubnet')
})

test('a packet that goes out wrapped and comes back bare is called so', async ({ lab, page }) => {
  const text = readFileSync('src/labs/reference.yaml', 'utf8')
  await openLab(page, text.replace('IPv4Address: 192.168.10.101/24', 'IPv4Address: 192.168.10.101/32'))
  await lab.ping('pod1', 'pod2')
  await expect(lab.verdict(/wrapped there, direct back/)).toBeVisible()
  await expect(lab.dock.getByRole('status').getByText('asymmetric')).toBeVisible()
  const trip = lab.dock.getByRole('region', { name: 'There and back' })
  await expect(trip).toContainText('It goes out wrapped and comes back bare: k8s-w1 puts k8s-w2 into another subnet')
})

test('a lost reply is lost on the way back', async ({ lab, page }) => {
  const text = readFileSync('src/labs/reference.yaml', 'utf8')
  await openLab(page, text.replace('IPv4Address: 192.168.20.100/24', 'IPv4Address: 192.168.20.100/16'))
  await lab.ping('pod1', 'pod3')
  await expect(lab.verdict(/arrived, but the reply was lost at router/)).toBeVisible()
  await expect(lab.dock.getByText(/What is lost is the reply, on its way back, at router/)).toBeVisible()
})

test('of a lost ping: what captures would have seen, and where to listen', async ({ lab }) => {
  await lab.setIpipMode('Never')
  await lab.ping('pod1', 'pod3')
  const seen = lab.dock.getByRole('table', { name: 'Which tap sees which packet' })
  await expect(seen.getByRole('row', { name: /^router eth0/ })).toHaveText(/●/)
  await expect(seen.getByRole('row', { name: /^router eth1/ })).toHaveText(/router eth1[–\s]+$/)
  await expect(seen.getByRole('row', { name: /^pod3 eth0/ })).toHaveText(/pod3 eth0[–\s]+$/)
  await lab.dock.getByRole('button', { name: 'Listen there' }).click()
  await expect(lab.dock.getByRole('tab', { name: /^Captures/, selected: true })).toBeVisible()
})

test('where next hops are equal, every path with how likely it is', async ({ lab, page }) => {
  await lab.entry('node', 'k8s-m').focus()
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Break something' }).press('ArrowRight')
  await page.getByRole('menuitemcheckbox', { name: 'block 172.16.158.0/24 also k8s-m’s' }).click()
  await lab.ping('pod2', 'pod1')
  const paths = lab.dock.getByRole('list', { name: 'All paths of such pings' }).getByRole('listitem')
  await expect(paths).toHaveText([/50 %.*k8s-w2 → k8s-m.*this ping/, /50 %.*k8s-w2 → k8s-w1 → pod1.*direct/])
})

test('everything that breaks a pair is found on demand, and done by a click', async ({ lab }) => {
  await lab.ping('pod1', 'pod3')
  await lab.dock.getByRole('button', { name: 'Find everything that breaks it' }).click()
  await expect(lab.dock.getByText(/^\d+ of \d+ single changes and failures break it$/)).toBeVisible({ timeout: 20_000 })
  const found = lab.dock.getByRole('list', { name: 'Single changes and failures that break the ping' })
  await found.getByRole('button', { name: /^router off/ }).click()
  await expect(lab.verdict(/pod1 → pod3 · lost/)).toBeVisible()
  await lab.undo()
  await expect(lab.verdict(/pod1 → pod3 · delivered/)).toBeVisible()
})
