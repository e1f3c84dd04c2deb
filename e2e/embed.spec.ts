import { expect, test } from '@playwright/test'

test('a page embeds a lab with an element: the ping runs, the mode can be flipped, the whole opens in a tab', async ({
  page,
  context,
}) => {
  await page.goto('./embed-example.html')
  const lab = page.frameLocator('podpath-lab iframe')
  await expect(lab.getByText(/pod1 → pod3 · delivered, ttl 62, wrapped both ways/)).toBeVisible()
  await lab.getByRole('button', { name: /^IPIP mode/ }).click()
  await lab.getByRole('menuitemradio', { name: /^Never/ }).click()
  await expect(lab.getByText(/pod1 → pod3 · lost/)).toBeVisible()
  const [whole] = await Promise.all([
    context.waitForEvent('page'),
    lab.getByRole('button', { name: 'Open in Podpath' }).click(),
  ])
  await expect(whole.getByRole('button', { name: 'IPIP mode: Never' })).toBeVisible()
})

test('the lab’s YAML stands in the element, and a visitor who only watches cannot change it', async ({ page }) => {
  await page.goto('./embed-example.html')
  await page.evaluate(() => {
    const lab = document.querySelector('podpath-lab')
    lab?.setAttribute('mode', 'watch')
    lab?.setAttribute('step', '2')
  })
  const lab = page.frameLocator('podpath-lab iframe')
  await expect(lab.getByText(/step 2 of \d+/)).toBeVisible()
  await expect(lab.getByRole('button', { name: /^IPIP mode/ })).toHaveCount(0)
  await expect(lab.locator('[inert]').getByRole('button', { name: 'pod pod2' })).toHaveCount(1)
})

test('a lab that cannot be fetched is said in the page', async ({ page }) => {
  await page.goto('./embed-example.html')
  await page.evaluate(() => document.querySelector('podpath-lab')?.setAttribute('src', './no-such-lab.yaml'))
  await expect(page.getByText(/podpath-lab: http.*no-such-lab\.yaml: 404/)).toBeVisible()
})
