import { expect, type Locator, type Page } from '@playwright/test'

/** The captures panel of the dock, by role and name. */
export class CapturesPage {
  readonly list: Locator
  readonly filter: Locator
  readonly details: Locator

  constructor(readonly page: Page) {
    this.list = page.getByRole('listbox', { name: 'Captured frames' })
    this.filter = page.getByRole('textbox', { name: 'Capture filter' })
    this.details = page.getByRole('region', { name: 'The chosen frame' })
  }

  async open(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Captures' }).click()
    await expect(this.page.getByRole('button', { name: 'Add a tap' })).toBeVisible()
  }

  /** From the panel's menu. */
  async tap(host: string, device: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Add a tap' }).click()
    await this.page.getByRole('menuitem', { name: host, exact: true }).click()
    await this.page.getByRole('menuitem', { name: device, exact: true }).click()
    await expect(this.page.getByRole('button', { name: `Remove the tap on ${host} ${device}` })).toBeVisible()
  }

  row(text: string | RegExp): Locator {
    return this.list.getByRole('option').filter({ hasText: text })
  }

  get rows(): Locator {
    return this.list.getByRole('option')
  }
}
