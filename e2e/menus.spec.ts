import { expect, test } from './lab-test'

test('the very first click opens a menu, a second one closes it, and Escape gives the button the focus', async ({
  lab: { page },
}) => {
  await page.clock.install()
  const mode = page.getByRole('button', { name: /^IPIP mode/ })
  const menu = page.getByRole('menu', { name: /^IPIP mode/ })
  await mode.click()
  await expect(menu).toBeVisible()
  // The pointer still rests on the button; its hint would lie over the menu.
  await page.clock.runFor(600)
  await expect(page.locator('[data-tip-content]')).toBeHidden()
  await mode.click()
  await expect(menu).toBeHidden()
  await mode.press('ArrowDown')
  await expect(menu.getByRole('menuitemradio').first()).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(menu).toBeHidden()
  await expect(mode).toBeFocused()
})

test('what is pointed at, or tabbed to, says what it does; a press takes the hint away', async ({ lab: { page } }) => {
  const fit = page.getByRole('button', { name: 'Fit' })
  await fit.hover()
  await page.mouse.move(400, 300)
  await fit.hover()
  const hint = page.locator('[data-tip-content]')
  await expect(hint).toHaveText(/Fit/)
  await expect(fit).toHaveAccessibleDescription(/Fit/)

  await page.keyboard.press('Escape')
  await expect(hint).toBeHidden()
  await page.keyboard.press('Tab')
  await expect(hint).toBeVisible()
})
