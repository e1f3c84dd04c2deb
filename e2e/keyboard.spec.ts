import type { Page } from '@playwright/test'
import { expect, test } from './lab-test'

const MAX_TABS = 60

/** Tab until the focus is on what is called so. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let press = 0; press < MAX_TABS; press += 1) {
    if (name.test(await focusedName(page))) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reached ${name}`)
}

const focusedName = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement } = document
    return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? ''
  })

/** Presses a key until the focus is on what is called so. */
async function pressTo(page: Page, key: string, name: RegExp): Promise<void> {
  for (let press = 0; press < MAX_TABS; press += 1) {
    if (name.test(await focusedName(page))) return
    await page.keyboard.press(key)
  }
  throw new Error(`${key} never reached ${name}`)
}

test('the mode is flipped and the ping sent by keyboard alone', async ({ lab, page }) => {
  await tabTo(page, /^IPIP mode: CrossSubnet$/)
  await page.keyboard.press('Enter')
  await page.getByRole('menuitemradio', { name: /^Never/ }).waitFor()
  await page.keyboard.press('Home')
  await pressTo(page, 'ArrowDown', /^Never/)
  await page.keyboard.press('Enter')
  await tabTo(page, /^(subnet|node|pod|router) /)
  await page.keyboard.press('Home')
  await pressTo(page, 'ArrowDown', /^pod pod1/)
  await page.keyboard.press('Enter')
  await pressTo(page, 'ArrowDown', /^pod pod3/)
  await page.keyboard.press('Enter')
  await expect(lab.verdict(/pod1 → pod3 · lost at router/)).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(lab.verdict(/pod1 → pod3 · delivered, ttl 62, wrapped both ways/)).toBeVisible()
})

test('k8s-w2 is carried into the other subnet and back by keyboard alone', async ({ lab, page }) => {
  await tabTo(page, /^(subnet|node|pod|router) /)
  await page.keyboard.press('Home')
  await pressTo(page, 'ArrowDown', /^node k8s-w2/)
  await page.keyboard.press('m')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByText(/Moving k8s-w2\. Over b: it would get 192\.168\.20\.102/)).toBeAttached()
  await page.keyboard.press('Enter')
  await expect(lab.entry('node', 'k8s-w2')).toHaveAccessibleName('node k8s-w2, 192.168.20.102')
  await expect(lab.entry('node', 'k8s-w2')).toBeFocused()
  await page.keyboard.press('Home')
  await pressTo(page, 'ArrowDown', /^pod pod1/)
  await page.keyboard.press('Enter')
  await pressTo(page, 'ArrowDown', /^pod pod2/)
  await page.keyboard.press('Enter')
  await expect(lab.verdict(/pod1 → pod2 · delivered, ttl 62, wrapped both ways/)).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(lab.entry('node', 'k8s-w2')).toHaveAccessibleName('node k8s-w2, 192.168.10.102')
  await expect(lab.verdict(/pod1 → pod2 · delivered, ttl 62, direct both ways/)).toBeVisible()
})

test('what is picked up and not dropped stays where it was', async ({ lab, page }) => {
  await tabTo(page, /^(subnet|node|pod|router) /)
  await page.keyboard.press('Home')
  await pressTo(page, 'ArrowDown', /^node k8s-w2/)
  await page.keyboard.press('m')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Escape')
  await expect(lab.entry('node', 'k8s-w2')).toHaveAccessibleName('node k8s-w2, 192.168.10.102')
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toHaveAttribute('aria-disabled', 'true')
})

test.describe('in a small window', () => {
  test.use({ viewport: { width: 1280, height: 768 } })

  test('the outline lies over what it names when the inspector takes the canvas’s room', async ({ lab, page }) => {
    const before = await lab.places()
    await page.getByRole('separator', { name: 'Resize the inspector' }).focus()
    for (let press = 0; press < 12; press += 1) await page.keyboard.press('ArrowLeft')
    await expect.poll(() => lab.places()).not.toEqual(before)
    for (const node of ['k8s-m', 'k8s-w1', 'k8s-w2', 'k8s-w0']) {
      await lab.click('node', node)
      await expect(lab.inspector.getByRole('heading', { name: node, exact: true })).toBeVisible()
    }
  })
})
