import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { printed, resourcesOf } from '../src/importing/cluster-export.arb'
import { tarOf } from '../src/importing/tar.arb'
import { expect, test } from './lab-test'

const KUBECTL = { group: 'crd', wrapper: 'list' } as const
const resources = (nodes: number) => resourcesOf({ nodes, podsPerNode: 2 }, KUBECTL)
const cluster = (nodes: number): string => printed(Object.values(resources(nodes)).flat(), KUBECTL)

const file = (name: string, text: string | Uint8Array) => ({ name, mimeType: 'text/yaml', buffer: Buffer.from(text) })

async function openImport(page: Page) {
  await page.getByRole('button', { name: 'Lab', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Import a cluster…' }).click()
  return page.getByRole('dialog', { name: 'Import a cluster' })
}

test('several files from a picker: the report, then the lab, and one undo back', async ({ lab, page }) => {
  const dialog = await openImport(page)
  const all = resources(3)
  await dialog
    .getByLabel('Choose files …')
    .setInputFiles([
      file('nodes.yaml', printed(all.nodes ?? [], KUBECTL)),
      file('pods.yaml', printed(all.pods ?? [], KUBECTL)),
      file('pools.json', printed(all.ippools ?? [], KUBECTL, 'json')),
    ])
  await expect(dialog.getByText('3 × Node', { exact: true })).toBeVisible()
  await expect(dialog.getByText('Subnet subnet1 is inferred: 10.20.1.0/24')).toBeVisible()
  await expect(dialog.getByText('kubectl get clusterinformations.crd.projectcalico.org -o yaml')).toBeVisible()
  await expect(lab.entry('pod', 'pod1')).toBeAttached()
  await dialog.getByRole('button', { name: 'Open this lab' }).click()
  await expect(dialog).toBeHidden()
  await lab.shown('node', 'edge-a1')
  await lab.shown('node', 'edge-a3')
  await expect(page.getByText('nodes · 1 subnet, 3 nodes, 6 pods')).toBeVisible()
  await expect(lab.inspector.getByRole('heading', { name: 'edge-a1' })).toBeVisible()
  await lab.undo()
  await lab.shown('pod', 'pod1')
  await expect(lab.entry('node', 'edge-a1')).toHaveCount(0)
})

test('a paste anywhere, and real tables that are compared with the lab', async ({ lab, page }) => {
  await page.evaluate((text) => {
    const data = new DataTransfer()
    data.setData('text/plain', text)
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
  }, cluster(2))
  const dialog = page.getByRole('dialog', { name: 'Import a cluster' })
  await dialog.getByRole('button', { name: 'Open this lab' }).click()
  await lab.shown('node', 'edge-a2')
  const again = await openImport(page)
  await again
    .getByLabel('Or paste what was printed')
    .fill(
      '# host: edge-a1\ndefault via 10.20.1.1 dev eth0\n10.20.1.0/24 dev eth0 proto kernel scope link src 10.20.1.11\n',
    )
  await again.getByRole('button', { name: 'Read' }).click()
  await expect(again.getByText(/^missing: 10\.64\.0\.64\/26 via 10\.20\.1\.12 dev eth0 proto bird/)).toBeVisible()
  await expect(again.getByText(/BIRD does not run on edge-a1/)).toBeVisible()
})

test('a table that nothing says the host of is asked about', async ({ lab, page }) => {
  const dialog = await openImport(page)
  const table = '172.16.34.0/24 via 192.168.20.100 dev tunl0 proto bird onlink\n'
  await dialog.getByLabel('Choose files …').setInputFiles([file('mystery.txt', table)])
  await dialog.getByLabel('Whose table is at mystery.txt:1?').selectOption('k8s-w1')
  await expect(dialog.getByText(/^k8s-w1: 1 as in the model, \d not\.$/)).toBeVisible()
  await page.keyboard.press('Escape')
  await lab.shown('pod', 'pod1')
})

test('a drop on the page: an archive of calicoctl cluster diags', async ({ lab, page }) => {
  const all = resources(3)
  const archive = gzipSync(
    tarOf({
      'd/cluster/kubernetes/nodes.yaml': printed(all.nodes ?? [], KUBECTL),
      'd/cluster/kubernetes/pods.yaml': printed(all.pods ?? [], KUBECTL),
      'd/cluster/crd/ippools.crd.projectcalico.org.yaml': printed(all.ippools ?? [], KUBECTL),
    }),
  ).toString('base64')
  await page.evaluate((base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([bytes], 'diags.tar.gz'))
    document.body.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }))
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
  }, archive)
  const dialog = page.getByRole('dialog', { name: 'Import a cluster' })
  await dialog.getByRole('button', { name: 'Open this lab' }).click()
  await lab.shown('node', 'edge-a3')
})

test('what cannot be read changes nothing, runs nothing, and says where', async ({ lab, page }) => {
  const reference = readFileSync(new URL('../src/labs/reference.yaml', import.meta.url), 'utf8')
  const script = '<img src=x onerror="document.title = 1">'
  const bad: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
    ['broken.yaml', reference.replace('blockSize: 24', 'blockSize: 99'), /broken\.yaml:\d+:\d+/],
    ['half.json', '{"apiVersion": "v1", "items": [', /half\.json:1:32/],
    ['odd.yaml', reference.replaceAll('default-ipv4-ippool', `'${script}'`), /onerror/],
    ['bomb.gz', gzipSync(new Uint8Array(32_000_000)), /unpacks to far more than it holds/],
    ['big.yaml', 'a: b\n'.repeat(600_000), /big\.yaml:2:1.*3 MB is read only as kubectl/s],
    ['bytes.bin', new Uint8Array([1, 2, 0, 3]), /bytes\.bin:1:3.*no text/s],
  ]
  const dialog = await openImport(page)
  for (const [name, text, says] of bad) {
    await dialog.getByLabel('Choose files …').setInputFiles([file(name, text)])
    await expect(dialog.getByRole('alert')).toContainText(says)
    await expect(dialog.getByRole('button', { name: 'Open this lab' })).toHaveCount(0)
    await dialog.getByRole('button', { name: `Take ${name} out` }).click()
  }
  await page.keyboard.press('Escape')
  await lab.shown('pod', 'pod1')
  await expect(page).toHaveTitle('Podpath')
  await lab.ping('pod1', 'pod3')
  await expect(lab.verdict(/pod1 → pod3 · delivered/)).toBeVisible()
})

test('a large cluster is read beside the page, which stays alive', async ({ lab, page }) => {
  const dialog = await openImport(page)
  await dialog.getByLabel('Choose files …').setInputFiles([file('large.yaml', cluster(200))])
  await expect(dialog.getByText('200 × Node', { exact: true })).toBeVisible({ timeout: 30_000 })
  await dialog.getByRole('button', { name: 'Open this lab' }).click()
  await expect(lab.entry('node', 'edge-a200')).toBeAttached()
})
