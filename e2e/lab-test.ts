import { test as base, expect } from '@playwright/test'
import { LabPage } from './lab-page'

/** What a browser says that is no fault of the page: software rendering comments on itself. */
const NOT_OURS = /GPU stall due to ReadPixels|GL Driver Message/

/**
 * A lab just opened. After each test: nothing was complained of in the console, nothing was thrown, and nothing was
 * asked of any other machine.
 */
export const test = base.extend<{ readonly lab: LabPage }>({
  lab: async ({ page, baseURL }, use) => {
    const complaints: string[] = []
    const foreign: string[] = []
    page.on('console', (message) => {
      const isComplaint = message.type() === 'error' || message.type() === 'warning'
      if (isComplaint && !NOT_OURS.test(message.text())) complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('request', (request) => {
      const url = request.url()
      if (/^(https?|wss?):/.test(url) && !url.startsWith(baseURL ?? '')) foreign.push(url)
    })
    // Files are chosen and downloaded as in a browser that keeps no handles; file.spec.ts is about one that does.
    await page.addInitScript(() => {
      for (const name of ['showOpenFilePicker', 'showSaveFilePicker']) Reflect.deleteProperty(window, name)
    })
    const lab = new LabPage(page)
    await lab.open()
    await use(lab)
    expect(complaints).toEqual([])
    expect(foreign).toEqual([])
  },
})

export { expect }
