import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './lab-test'

async function openExport(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Lab', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Export…' }).click()
  return page.getByRole('dialog', { name: 'Export' })
}

async function downloaded(page: Page, press: () => Promise<void>): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()])
  return readFile(await download.path())
}

test('what was done leaves the lab as commands, as a diff, and as a script', async ({ lab }) => {
  const { page } = lab
  await lab.setIpipMode('Never')
  const sheet = await openExport(page)
  await sheet.getByRole('tab', { name: 'Lab file' }).click()
  await expect(sheet.getByRole('textbox', { name: 'reference.yaml' })).toHaveValue(/ipipMode: Never/)
  await sheet.getByRole('tab', { name: 'Changes' }).click()
  await expect(sheet.getByRole('textbox')).toHaveValue(
    `calicoctl patch ippool default-ipv4-ippool -p '{"spec":{"ipipMode":"Never"}}'\n`,
  )
  await sheet.getByLabel('As a diff').check()
  await expect(sheet.getByRole('textbox')).toHaveValue(/\n- {2}ipipMode: CrossSubnet\n\+ {2}ipipMode: Never\n/)
  await sheet.getByRole('tab', { name: 'Namespaces' }).click()
  await expect(sheet.getByRole('textbox')).toHaveValue(/^#!\/bin\/bash\n[\s\S]*netns add pod3\n/)
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
})

test('the lab and its packets leave as SVG, as PNG and as a moving picture', async ({ lab }) => {
  const { page } = lab
  await lab.ping('pod1', 'pod3')
  const sheet = await openExport(page)
  await sheet.getByRole('tab', { name: 'Picture' }).click()
  const svg = await downloaded(page, () => sheet.getByRole('button', { name: 'Download SVG' }).click())
  expect(svg.toString()).toMatch(/^<svg [\s\S]*>k8s-w1<\/text>[\s\S]*<\/svg>$/)
  expect(svg.toString()).not.toContain('NaN')
  const png = await downloaded(page, () => sheet.getByRole('button', { name: 'Download PNG' }).click())
  expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
  const gif = await downloaded(page, () => sheet.getByRole('button', { name: 'Download the ping as GIF' }).click())
  expect(gif.subarray(0, 6).toString()).toBe('GIF89a')
  expect(gif.at(-1)).toBe(0x3b)
})
