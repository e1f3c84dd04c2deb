import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './lab-test'
import { TerminalPage } from './terminal-page'

/** What axe calls serious or critical, by rule and place. */
async function faults(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
    )
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme })

    test('axe finds nothing serious, whatever is open', async ({ lab, page }) => {
      test.slow() // a dozen looks
      expect(await faults(page), 'as it opens').toEqual([])

      await page.getByRole('button', { name: /^IPIP mode:/ }).click()
      await page.getByRole('menuitemradio', { name: /^Never/ }).waitFor()
      expect(await faults(page), 'with a menu open').toEqual([])
      await page.keyboard.press('Escape')

      await lab.setIpipMode('Never')
      await lab.ping('pod1', 'pod3')
      await expect(lab.verdict(/· lost at router/)).toBeVisible()
      expect(await faults(page), 'with a lost ping').toEqual([])

      for (const tab of ['Routes', 'ip route', 'route -n', 'Devices', 'Addresses']) {
        await lab.click('node', 'k8s-w1')
        await lab.inspector.getByRole('tab', { name: tab, exact: true }).click()
        expect(await faults(page), `inspector, ${tab}`).toEqual([])
      }

      await page.getByRole('tab', { name: 'Changes' }).click()
      expect(await faults(page), 'with the changes').toEqual([])

      await lab.openYaml()
      expect(await faults(page), 'with the YAML').toEqual([])

      await page.getByRole('button', { name: 'Keys and words' }).click()
      await page.getByRole('dialog').waitFor()
      expect(await faults(page), 'with the help').toEqual([])
    })

    test('axe finds nothing serious in the sheet of exports, nor in a guest', async ({ lab, page }) => {
      expect(lab).toBeDefined()
      await page.getByRole('button', { name: 'Lab', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Export…' }).click()
      for (const tab of ['Link', 'Changes', 'Picture']) {
        await page.getByRole('dialog').getByRole('tab', { name: tab }).click()
        expect(await faults(page), `export, ${tab}`).toEqual([])
      }
      await page.goto('./?embed')
      await page.getByRole('button', { name: 'Open in Podpath' }).waitFor()
      expect(await faults(page), 'embedded').toEqual([])
    })

    test('axe finds nothing serious in a terminal and in a replay', async ({ lab, page }) => {
      expect(lab).toBeDefined()
      const terminal = new TerminalPage(page)
      await terminal.open('k8s-m')
      await terminal.type('calicoctl get ippool -o wide; foo')
      expect(await faults(page), 'with a terminal').toEqual([])
      await terminal.replay('session.yaml', 'steps:\n  - {host: k8s-m, command: echo a, output: b}\n')
      await page.getByText('1 step of 1 printed something else.').waitFor()
      expect(await faults(page), 'with a replay').toEqual([])
    })
  })
}
