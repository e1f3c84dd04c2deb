import { readFileSync } from 'node:fs'
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

  /** Makes the dock as high as it goes. */
  async enlarge(): Promise<void> {
    const edge = await this.page.getByRole('separator', { name: 'Resize the lower panel' }).boundingBox()
    if (!edge) throw new Error('the dock has no edge')
    await this.page.mouse.move(edge.x + edge.width / 2, edge.y + edge.height / 2)
    await this.page.mouse.down()
    await this.page.mouse.move(edge.x + edge.width / 2, 10, { steps: 4 })
    await this.page.mouse.up()
  }

  /** Types a command on an empty screen of that host. */
  async start(host: string, command: string): Promise<void> {
    await this.open(host)
    await this.page.keyboard.press('Control+l')
    await expect.poll(async () => (await this.rows(host)).length).toBe(1)
    await this.type(command)
  }

  /** Until the prompt of that host stands on the last row. */
  async ready(host: string): Promise<void> {
    await expect.poll(async () => (await this.rows(host)).at(-1)).toBe(`root@${host}:~#`)
  }

  /** Types a command on an empty screen and waits until it is over: what it printed. */
  async run(host: string, command: string): Promise<string> {
    await this.start(host, command)
    await expect.poll(async () => (await this.rows(host)).length).toBeGreaterThan(1)
    await this.ready(host)
    return (await this.outputOf(host)).slice(0, -1).join('\n')
  }

  /** The rows below the command on the first one. */
  async outputOf(host: string): Promise<readonly string[]> {
    return (await this.rows(host)).slice(1)
  }

  /** Types a line and Enter into the terminal in front. */
  async type(line: string): Promise<void> {
    await this.page.keyboard.type(line)
    await this.page.keyboard.press('Enter')
  }

  /** Saves the session by an item of its menu: the text of the file. */
  async save(item: string): Promise<string> {
    await this.page.getByRole('button', { name: 'The session' }).click()
    const saving = this.page.waitForEvent('download')
    await this.page.getByRole('menuitem', { name: item }).click()
    return readFileSync(await (await saving).path(), 'utf8')
  }

  /** Replays a transcript by the session's menu. */
  async replay(name: string, text: string): Promise<void> {
    await this.page.getByRole('button', { name: 'The session' }).click()
    const choosing = this.page.waitForEvent('filechooser')
    await this.page.getByRole('menuitem', { name: 'Replay a transcript…' }).click()
    await (await choosing).setFiles({ name, mimeType: 'application/yaml', buffer: Buffer.from(text) })
  }

  /** The rows of a terminal that are on the screen, without the empty ones at its end. */
  async rows(host: string): Promise<readonly string[]> {
    const rows = await this.screen(host).locator('.xterm-rows > div').allTextContents()
    const lines = rows.map((row) => row.replaceAll('\u00a0', ' ').trimEnd())
    const last = lines.findLastIndex((line) => line !== '')
    return lines.slice(0, last + 1)
  }
}
