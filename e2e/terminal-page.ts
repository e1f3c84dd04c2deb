import { expect, type Locator, type Page } from '@playwright/test'

/** The terminals of the dock, typed into with real keys and read as they stand on the screen. */
export class TerminalPage {
  constructor(readonly page: Page) {}

  screen(host: string): Locator {
    return this.page.getByRole('region', { name: `Terminal of ${host}` })
  }

  /** Opens the terminal of a host, or brings it to the front. */
  async open(host: string): Promise<void> {
    const tab = this.page.getByRole('tab', { name: 'Terminal' })
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click()
    const opener = this.page.getByRole('button', { name: 'Open a terminal' })
    await opener.waitFor()
    await opener.click()
    await this.page.getByRole('menuitem', { name: host, exact: true }).click()
    await expect(this.screen(host)).toBeVisible()
    await expect(this.screen(host)).toContainText(`root@${host}:~#`)
    await this.screen(host).click()
  }

  /** Types a line and Enter into the terminal in front. */
  async type(line: string): Promise<void> {
    await this.page.keyboard.type(line)
    await this.page.keyboard.press('Enter')
  }

  /** The rows of a terminal that are on the screen, without the empty ones at its end. */
  async rows(host: string): Promise<readonly string[]> {
    const rows = await this.screen(host).locator('.xterm-rows > div').allTextContents()
    const lines = rows.map((row) => row.replaceAll('\u00a0', ' ').trimEnd())
    const last = lines.findLastIndex((line) => line !== '')
    return lines.slice(0, last + 1)
  }
}
