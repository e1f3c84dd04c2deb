import type { Page } from '@playwright/test'
import { LabPage } from './lab-page'
import { expect, test } from './lab-test'

async function openLabs(page: Page) {
  await page.getByRole('button', { name: 'Lab', exact: true }).click()
  await page.getByRole('menuitem', { name: 'My labs…' }).click()
  return page.getByRole('dialog', { name: 'My labs' })
}

test('several labs: named, kept when another takes the place, opened again, duplicated, removed', async ({
  lab,
  page,
}) => {
  await lab.setIpipMode('Always')
  const labs = await openLabs(page)
  await labs.getByLabel('Open now').fill('Wrapped')
  await labs.getByLabel('Open now').press('Enter')
  await page.keyboard.press('Escape')
  await expect(page.getByText('Wrapped ·')).toBeVisible()
  await lab.openYaml()
  await lab.yaml.focus()
  await page.keyboard.type('# mine\n')
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByText('In step with the canvas')).toBeVisible()
  await expect(page.getByText('Wrapped ·')).toBeVisible()
  await page.getByRole('button', { name: 'Lab', exact: true }).click()
  await page.getByRole('menuitem', { name: 'New from the reference cluster' }).click()
  await expect(page.getByRole('button', { name: 'IPIP mode: CrossSubnet' })).toBeVisible()
  await page.reload()
  await lab.shown('pod', 'pod1')
  const again = await openLabs(page)
  await again.getByRole('button', { name: 'Duplicate Wrapped' }).click()
  await expect(again.getByText('Wrapped 2', { exact: true })).toBeVisible()
  await again.getByRole('button', { name: 'Open Wrapped 2' }).click()
  await expect(page.getByText('Wrapped 2 ·')).toBeVisible()
  await expect(page.getByRole('button', { name: 'IPIP mode: Always' })).toBeVisible()
  const last = await openLabs(page)
  await last.getByRole('button', { name: 'Remove Wrapped', exact: true }).click()
  await last.getByRole('button', { name: 'Really remove Wrapped?' }).click()
  await expect(last.getByText('Wrapped', { exact: true })).toHaveCount(0)
  await expect(last.getByText('Wrapped 2', { exact: true })).toBeVisible()
})

test('an earlier version comes back, as one undo step', async ({ lab, page }) => {
  await lab.setIpipMode('Always')
  const first = await openLabs(page)
  await expect(first.getByText('reference', { exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await lab.setIpipMode('Never')
  const labs = await openLabs(page)
  await labs.getByRole('button', { name: 'Versions of reference' }).click()
  await labs
    .getByRole('listitem')
    .filter({ hasText: 'IPIP mode to Always' })
    .last()
    .getByRole('button', { name: 'Restore' })
    .click()
  await expect(page.getByRole('button', { name: 'IPIP mode: Always' })).toBeVisible()
  await lab.undo()
  await expect(page.getByRole('button', { name: 'IPIP mode: Never' })).toBeVisible()
})

test('two tabs that edit one lab are told, and what is written over is kept', async ({ lab, page, context }) => {
  await lab.setIpipMode('Always')
  const second = await context.newPage()
  const other = new LabPage(second)
  await other.open()
  await other.setIpipMode('Never')
  await page.bringToFront()
  await expect(page.getByText('Another tab has changed this lab.')).toBeVisible()
  await second.close()
  await lab.setIpipMode('CrossSubnet')
  const labs = await openLabs(page)
  await labs.getByRole('button', { name: 'Versions of reference' }).click()
  await expect(labs.getByRole('listitem').filter({ hasText: 'IPIP mode to Never' }).last()).toBeVisible()
})
