import { readFile, writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
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
  await sheet.getByRole('tab', { name: 'Scripts' }).click()
  await expect(sheet.getByRole('textbox')).toHaveValue(/^#!\/bin\/bash\n[\s\S]*netns add pod3\n/)
  await sheet.getByLabel('A kind cluster').check()
  await expect(sheet.getByRole('textbox')).toHaveValue(/\n {2}kind create cluster [\s\S]*ipipMode: Never\n/)
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
  for (const [subject, words] of [
    ['matrix', />pod3<\/text>[\s\S]*>I<\/text>/],
    ['packet', />pod1 → pod3 · [\s\S]*>TTL[\s\S]*>0000<\/text>/],
  ] as const) {
    await sheet.getByLabel(`The ${subject}`).check()
    const drawn = await downloaded(page, () => sheet.getByRole('button', { name: 'Download SVG' }).click())
    expect(drawn.toString()).toMatch(words)
    expect(drawn.toString()).not.toMatch(/NaN|undefined/)
    const pixels = await downloaded(page, () => sheet.getByRole('button', { name: 'Download PNG' }).click())
    expect(pixels.subarray(1, 4).toString()).toBe('PNG')
  }
  await sheet.getByLabel('The lab').check()
  const gif = await downloaded(page, () => sheet.getByRole('button', { name: 'Download the ping as GIF' }).click())
  expect(gif.subarray(0, 6).toString()).toBe('GIF89a')
  expect(gif.at(-1)).toBe(0x3b)
})

test('the lab leaves as one file that shows it without any other: its ping plays, its mode can be flipped', async ({
  lab,
  browser,
}) => {
  const { page } = lab
  await lab.ping('pod1', 'pod3')
  const sheet = await openExport(page)
  await sheet.getByRole('tab', { name: 'Web page' }).click()
  const html = await downloaded(page, () => sheet.getByRole('button', { name: 'Download reference.html' }).click())
  const file = test.info().outputPath('reference.html')
  await writeFile(file, html)
  const elsewhere = await browser.newPage()
  const complaints: string[] = []
  const asked: string[] = []
  elsewhere.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  elsewhere.on('pageerror', (error) => complaints.push(String(error)))
  elsewhere.on('request', (request) => asked.push(request.url()))
  await elsewhere.goto(pathToFileURL(file).href)
  await expect(elsewhere).toHaveTitle('reference')
  await expect(elsewhere.getByText(/pod1 → pod3 · delivered, ttl 62, wrapped both ways/)).toBeVisible()
  await elsewhere.getByRole('button', { name: /^IPIP mode/ }).click()
  await elsewhere.getByRole('menuitemradio', { name: /^Never/ }).click()
  await expect(elsewhere.getByText(/pod1 → pod3 · lost/)).toBeVisible()
  const yaml = await downloaded(elsewhere, () => elsewhere.getByRole('button', { name: 'Save the lab file' }).click())
  expect(yaml.toString()).toContain('ipipMode: Never')
  expect(complaints).toEqual([])
  expect(asked.filter((url) => !/^(file|data|blob):/.test(url))).toEqual([])
  await elsewhere.close()
})
