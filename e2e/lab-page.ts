import { expect, type Locator, type Page } from '@playwright/test'

export type Mode = 'Never' | 'CrossSubnet' | 'Always'
export type Kind = 'subnet' | 'node' | 'pod' | 'router'

interface Point {
  readonly x: number
  readonly y: number
}

/**
 * The one screen of the app, as a user meets it: by role and name. Where something is on the canvas is told by the
 * outline, whose buttons lie over what they name; clicks and drags are the mouse's own and go to the canvas.
 */
export class LabPage {
  readonly outline: Locator
  readonly inspector: Locator
  readonly dock: Locator
  readonly notice: Locator

  constructor(readonly page: Page) {
    this.outline = page.getByRole('navigation', { name: 'Lab outline' })
    this.inspector = page.getByRole('complementary', { name: 'Inspector' })
    this.dock = page.getByRole('region', { name: 'Details' })
    this.notice = page.getByRole('alert')
  }

  async open(): Promise<void> {
    await this.page.goto('./')
    await this.shown('pod', 'pod1')
  }

  entry(kind: Kind, name: string): Locator {
    return this.outline.getByRole('button', { name: new RegExp(`^${kind} ${name}(,| |$)`) })
  }

  /** Until the canvas has drawn it somewhere. */
  async shown(kind: Kind, name: string): Promise<void> {
    await expect.poll(async () => (await this.entry(kind, name).boundingBox())?.width ?? 0).toBeGreaterThan(4)
  }

  /** The middle of a pod or router; the title of a node or subnet, where nothing lies over it. */
  async pointOf(kind: Kind, name: string): Promise<Point> {
    const box = await this.entry(kind, name).boundingBox()
    if (!box) throw new Error(`${kind} ${name} is nowhere on the screen`)
    const isTitled = kind === 'node' || kind === 'subnet'
    return { x: box.x + box.width / 2, y: box.y + (isTitled ? Math.min(14, box.height / 8) : box.height / 2) }
  }

  /** Where things are on the canvas, seen from the first subnet and in its size: the view itself may have changed. */
  async places(): Promise<readonly string[]> {
    const origin = await this.entry('subnet', 'a').boundingBox()
    const buttons = await this.outline.getByRole('button').all()
    const boxes = await Promise.all(
      buttons.map(async (button) => ({ name: await button.innerText(), box: await button.boundingBox() })),
    )
    const { x: left, y: top, width: unit } = origin ?? { x: 0, y: 0, width: Number.NaN }
    return boxes.map(({ name, box }) => {
      const { x, y } = box ?? { x: Number.NaN, y: Number.NaN }
      return `${name} at ${((x - left) / unit).toFixed(2)}, ${((y - top) / unit).toFixed(2)}`
    })
  }

  async click(kind: Kind, name: string): Promise<void> {
    const { x, y } = await this.pointOf(kind, name)
    await this.page.mouse.click(x, y)
  }

  /** Two clicks, as the hint on the canvas says. */
  async ping(from: string, to: string): Promise<void> {
    await this.click('pod', from)
    await this.click('pod', to)
  }

  /** How the last ping ended, in the dock's words. */
  verdict(text: RegExp): Locator {
    return this.dock.getByText(text)
  }

  async setIpipMode(mode: Mode): Promise<void> {
    await this.page.getByRole('button', { name: /^IPIP mode:/ }).click()
    await this.page.getByRole('menuitemradio', { name: new RegExp(`^${mode}`) }).click()
    await expect(this.page.getByRole('button', { name: `IPIP mode: ${mode}` })).toBeVisible()
  }

  /** Selects a host and reads what `route -n` prints there. */
  async routesOf(kind: 'node' | 'router', name: string): Promise<string> {
    await this.click(kind, name)
    await this.inspector.getByRole('heading', { name, exact: true }).waitFor()
    await this.inspector.getByRole('tab', { name: 'route -n' }).click()
    const printed = this.inspector.getByRole('tabpanel', { name: 'route -n' })
    await expect(printed).toContainText('Kernel IP routing table')
    return printed.innerText()
  }

  /** By the mouse, from the title of a node to the lower part of a subnet. */
  async dragNode(node: string, subnet: string, beforeDrop?: () => Promise<void>): Promise<void> {
    const from = await this.pointOf('node', node)
    const to = await this.pointInside('subnet', subnet)
    await this.page.mouse.move(from.x, from.y)
    await this.page.mouse.down()
    await this.page.mouse.move(to.x, to.y, { steps: 12 })
    await beforeDrop?.()
    await this.page.mouse.up()
  }

  /** By one finger. */
  async touchDragNode(node: string, subnet: string): Promise<void> {
    const from = await this.pointOf('node', node)
    const to = await this.pointInside('subnet', subnet)
    const session = await this.page.context().newCDPSession(this.page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map((point) => ({ ...point, id: 1 })) })
    await touch('touchStart', [from])
    for (let step = 1; step <= 12; step += 1) {
      const part = step / 12
      await touch('touchMove', [{ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }])
    }
    await touch('touchEnd', [])
    await session.detach()
  }

  private async pointInside(kind: Kind, name: string): Promise<Point> {
    const box = await this.entry(kind, name).boundingBox()
    if (!box) throw new Error(`${kind} ${name} is nowhere on the screen`)
    return { x: box.x + box.width / 2, y: box.y + box.height * 0.8 }
  }

  /** Opens a lab file from the menu. */
  async openFile(path: string): Promise<void> {
    await this.page.locator('input[type=file]').first().setInputFiles(path)
  }

  async undo(): Promise<void> {
    await this.page.getByRole('button', { name: 'Undo', exact: true }).click()
  }

  /** The text in the YAML editor, which draws only the lines in view; the clipboard is the user's way to all of it. */
  get yaml(): Locator {
    return this.page.getByRole('textbox', { name: 'The lab as YAML' })
  }

  async openYaml(): Promise<void> {
    await this.page.getByRole('tab', { name: /^YAML/ }).click()
    await this.yaml.waitFor()
  }
}
