import { expect, test } from './lab-test'

/** The link of the sheet that the menu Lab opens. */
async function sharedLink(page: import('@playwright/test').Page, prepare?: () => Promise<void>): Promise<string> {
  await page.getByRole('button', { name: 'Lab', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Export…' }).click()
  await prepare?.()
  const link = await page.getByRole('textbox', { name: 'Link to this lab' }).inputValue()
  await page.keyboard.press('Escape')
  return link
}

test('a link brings the lab and the ping at its step to another browser, and is gone from the address', async ({
  lab,
  browser,
}) => {
  const { page } = lab
  await lab.setIpipMode('Never')
  await lab.ping('pod1', 'pod3')
  await page.getByRole('button', { name: 'Pause' }).click()
  const link = await sharedLink(page)
  expect(link.length).toBeLessThan(2_000)
  const elsewhere = await (await browser.newContext()).newPage()
  await elsewhere.goto(link)
  await expect(elsewhere.getByRole('button', { name: 'IPIP mode: Never' })).toBeVisible()
  await expect(elsewhere.getByText(/pod1 → pod3/).first()).toBeVisible()
  expect(new URL(elsewhere.url()).hash).toBe('')
  await elsewhere.getByRole('button', { name: 'Undo' }).click()
  await expect(elsewhere.getByRole('button', { name: 'IPIP mode: CrossSubnet' })).toBeVisible()
})

test('made-up names and addresses: the same ways, nothing to recognize', async ({ lab, browser }) => {
  const { page } = lab
  await lab.ping('pod1', 'pod3')
  const link = await sharedLink(page, () => page.getByLabel('with made-up names and addresses').check())
  const elsewhere = await (await browser.newContext()).newPage()
  await elsewhere.goto(link)
  await expect(elsewhere.getByText(/pod-1 → pod-3/).first()).toBeVisible()
  await expect(elsewhere.getByText(/192\.168\.10|k8s/)).toHaveCount(0)
})

test('a damaged link changes nothing and says what is wrong', async ({ lab }) => {
  const { page } = lab
  await lab.setIpipMode('Always')
  const link = await sharedLink(page)
  await page.evaluate(
    (hash) => {
      location.hash = hash
    },
    new URL(link).hash.slice(0, 400),
  )
  await expect(page.getByText('The link is damaged: a part of it is missing, or was changed on the way.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'IPIP mode: Always' })).toBeVisible()
})

test('a link may break something by chance, for whoever opens it to find', async ({ lab, browser }) => {
  const link = await sharedLink(lab.page, () =>
    lab.page.getByRole('checkbox', { name: /^with something broken by chance/ }).check(),
  )
  const elsewhere = await (await browser.newContext()).newPage()
  await elsewhere.goto(link)
  await elsewhere.getByRole('tab', { name: /^Doctor/ }).click()
  const findings = elsewhere.getByRole('list', { name: 'What is wrong with this lab' })
  await expect(findings.getByRole('listitem').first()).toBeVisible()
})
