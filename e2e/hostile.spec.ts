import { readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import type { Page } from '@playwright/test'
import { expect, test } from './lab-test'

/** What would show if any text were taken for markup: another title, and an element that nobody made. */
const SCRIPT = `<img src=x onerror="document.title='run'"><script>document.title='run'</script>`

const reference = readFileSync(new URL('../src/labs/reference.yaml', import.meta.url), 'utf8')

/** Names have to be Kubernetes' own; all that is free text is markup. */
const quoted = `'${SCRIPT.replaceAll("'", "''")}'`
const labOfScripts = `${reference.replace('kubernetes.io/hostname: k8s-m', `kubernetes.io/hostname: ${quoted}`)}---
# ${SCRIPT}
apiVersion: crd.projectcalico.org/v1
kind: ClusterInformation
metadata:
  name: default
  annotations:
    note: ${quoted}
spec:
  calicoVersion: ${quoted}
---
apiVersion: acme.example/v1
kind: ${quoted}
metadata:
  name: own
spec:
  ${quoted}: ${quoted}
`

async function expectNothingRun(page: Page): Promise<void> {
  expect(await page.title()).not.toBe('run')
  await expect(page.locator('img[src="x"], [onerror]')).toHaveCount(0)
}

test('markup in whatever is free text is text: on the page, in its exports and in the one-file page', async ({
  lab,
  page,
  browser,
}) => {
  await page.getByRole('button', { name: 'Lab', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Import a cluster…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import a cluster' })
  test.slow()
  const name = `${SCRIPT.replaceAll('/', '∕')}.yaml`
  await dialog
    .getByLabel('Choose files …')
    .setInputFiles([{ name, mimeType: 'text/yaml', buffer: Buffer.from(labOfScripts) }])
  await expect(dialog.getByText('onerror').first()).toBeVisible()
  await dialog.getByRole('button', { name: 'Open this lab' }).click()
  await expect(dialog).toBeHidden()

  await page.getByRole('button', { name: 'Lab', exact: true }).click()
  await page.getByRole('menuitem', { name: 'My labs…' }).click()
  const labs = page.getByRole('dialog', { name: 'My labs' })
  await labs.getByLabel('Open now').fill(SCRIPT.slice(0, 80))
  await labs.getByLabel('Open now').press('Enter')
  await expect(labs.getByRole('listitem').getByText('onerror').first()).toBeVisible()
  await page.keyboard.press('Escape')

  await lab.ping('pod1', 'pod3')
  await lab.click('node', 'k8s-m')
  for (const tab of await lab.inspector.getByRole('tab').all()) await tab.click()
  for (const tab of await lab.dock.getByRole('tablist').first().getByRole('tab').all()) {
    await tab.click()
    await expectNothingRun(page)
  }
  await page.keyboard.type(`kubectl get nodes --show-labels; echo '${SCRIPT.replaceAll("'", '"')}' | tee note\n`)
  await expectNothingRun(page)

  await page.getByRole('button', { name: 'Lab', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Export…' }).click()
  const sheet = page.getByRole('dialog', { name: 'Export' })
  for (const tab of await sheet.getByRole('tab').all()) {
    await tab.click()
    await expectNothingRun(page)
  }
  await sheet.getByRole('tab', { name: 'Picture' }).click()
  for (const subject of ['lab', 'matrix', 'packet']) {
    await sheet.getByLabel(`The ${subject}`).check()
    const [drawing] = await Promise.all([
      page.waitForEvent('download'),
      sheet.getByRole('button', { name: 'Download SVG' }).click(),
    ])
    expect(await readFile(await drawing.path(), 'utf8')).not.toMatch(/<(script|img)|\son\w+=/)
  }
  await sheet.getByRole('tab', { name: 'Web page' }).click()
  const [whole] = await Promise.all([
    page.waitForEvent('download'),
    sheet.getByRole('button', { name: /^Download .*\.html$/ }).click(),
  ])
  const file = test.info().outputPath('whole.html')
  await writeFile(file, await readFile(await whole.path()))
  const elsewhere = await browser.newPage()
  await elsewhere.goto(pathToFileURL(file).href)
  await expect(elsewhere.getByText(/pod1 → pod3 · delivered/)).toBeVisible()
  await expectNothingRun(elsewhere)
  await elsewhere.close()
})
