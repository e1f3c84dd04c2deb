import { expect, type Page, test } from '@playwright/test'
import { LabPage } from './lab-page'

/** The pickers' stand-in: real handles, of the browser's own file system for the page. */
async function withPickers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const pick = async ({ suggestedName = 'opened.yaml' }: { suggestedName?: string } = {}) => {
      const folder = await navigator.storage.getDirectory()
      return folder.getFileHandle(suggestedName, { create: true })
    }
    Object.assign(window, { showSaveFilePicker: pick, showOpenFilePicker: async () => [await pick()] })
  })
}

const written = (page: Page, name: string): Promise<string> =>
  page.evaluate(async (file) => {
    const folder = await navigator.storage.getDirectory()
    return (await (await folder.getFileHandle(file)).getFile()).text()
  }, name)

test('a lab is saved in place: once asked where, then by Ctrl+S, and the bar says whether the file has it', async ({
  page,
}) => {
  await withPickers(page)
  const lab = new LabPage(page)
  await lab.open()
  await page.keyboard.press('Control+s')
  await expect(page.getByText('· saved in reference.yaml')).toBeVisible()
  expect(await written(page, 'reference.yaml')).toContain('ipipMode: CrossSubnet')
  await lab.setIpipMode('Never')
  await expect(page.getByText('not yet saved in reference.yaml')).toBeVisible()
  await page.keyboard.press('Control+s')
  await expect(page.getByText('not yet saved')).toHaveCount(0)
  const text = await written(page, 'reference.yaml')
  expect(text).toContain('ipipMode: Never')
  expect(text).toMatch(/^# The reference cluster/)
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(page.getByText('not yet saved in reference.yaml')).toBeVisible()
})

test('after a reload it goes into the same file; what is opened goes back where it came from', async ({ page }) => {
  await withPickers(page)
  const lab = new LabPage(page)
  await lab.open()
  await page.keyboard.press('Control+s')
  await expect(page.getByText('· saved in reference.yaml')).toBeVisible()
  await lab.setIpipMode('Always')
  await page.reload()
  await lab.shown('pod', 'pod1')
  await expect(page.getByRole('button', { name: 'IPIP mode: Always' })).toBeVisible()
  await page.evaluate(() => Object.assign(window, { showSaveFilePicker: () => Promise.reject(new Error('asked')) }))
  await page.keyboard.press('Control+s')
  await expect(page.getByText('· saved in reference.yaml')).toBeVisible()
  expect(await written(page, 'reference.yaml')).toContain('ipipMode: Always')
  await page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory()
    const from = await (await folder.getFileHandle('reference.yaml')).getFile()
    const writable = await (await folder.getFileHandle('opened.yaml', { create: true })).createWritable()
    await writable.write((await from.text()).replace('Always', 'Never'))
    await writable.close()
  })
  await page.getByRole('button', { name: 'Lab', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Open a YAML file…' }).click()
  await expect(page.getByText('· saved in opened.yaml')).toBeVisible()
  await lab.setIpipMode('CrossSubnet')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('not yet saved')).toHaveCount(0)
  expect(await written(page, 'opened.yaml')).toContain('ipipMode: CrossSubnet')
})
