import { readFile } from 'node:fs/promises'
import AxeBuilder from '@axe-core/playwright'
import { CapturesPage } from './captures-page'
import { expect, test } from './lab-test'
import { TerminalPage } from './terminal-page'

test('a tap shows pings of the canvas and of a terminal; rows and picture lead to each other', async ({
  lab,
  page,
}) => {
  const captures = new CapturesPage(page)
  await captures.open()
  await captures.tap('k8s-w1', 'ens5')
  await expect(page.getByText('Nothing has been sent yet')).toBeVisible()
  await lab.ping('pod1', 'pod3')
  await expect(captures.rows).toHaveCount(2)
  await expect(
    captures.row(/192\.168\.10\.101 > 192\.168\.20\.100: IP 172\.16\.158\.8 > 172\.16\.34\.1: ICMP echo request/),
  ).toBeVisible()

  await captures.list.focus()
  await page.keyboard.press('Home')
  await expect(captures.rows.first()).toHaveAttribute('aria-selected', 'true')
  await expect(captures.rows.first()).toHaveAttribute('data-now', 'true')
  await expect(captures.details.getByText('k8s-w1 ens5 out')).toBeVisible()
  await expect(captures.details.getByText('IPv4, outer')).toBeVisible()
  await expect(lab.inspector.getByRole('heading', { name: 'k8s-w1', exact: true })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(captures.details.getByText('k8s-w1 ens5 in')).toBeVisible()

  const terminal = new TerminalPage(page)
  await terminal.open('pod1')
  await terminal.type('ping -c 2 172.16.34.1')
  await expect(terminal.screen('pod1')).toContainText('2 packets transmitted, 2 received')
  await captures.open()
  await expect(captures.rows).toHaveCount(6)
  await page.getByRole('button', { name: 'Which tap sees it' }).click()
  await expect(
    page.getByRole('table', { name: 'Which tap sees which packet' }).getByRole('columnheader', { name: 'ping 3' }),
  ).toBeVisible()

  await page.getByRole('button', { name: 'Clear the frames' }).click()
  await expect(captures.list).toBeHidden()
})

test('a filter that shows nothing is explained, and what would show something is one click away', async ({
  lab,
  page,
}) => {
  const captures = new CapturesPage(page)
  await captures.open()
  await captures.tap('k8s-w1', 'ens5')
  await lab.ping('pod1', 'pod3')
  await captures.filter.fill('icmp and')
  await expect(page.getByText(/column 9: syntax error/)).toBeVisible()
  await expect(captures.rows).toHaveCount(2)
  await captures.filter.fill('icmp')
  await expect(page.getByText(/“icmp” looks at the outer header, and that says protocol 4/)).toBeVisible()
  await page.getByRole('button', { name: 'Filter: icmp or proto 4' }).click()
  await expect(captures.filter).toHaveValue('icmp or proto 4')
  await expect(captures.rows).toHaveCount(2)

  await lab.setIpipMode('Never')
  await captures.filter.fill('proto 4 and src host 172.16.158.8')
  await expect(captures.list).toBeHidden()
  await expect(page.getByText('ipipMode Never', { exact: false }).first()).toBeVisible()
})

test('the frames are saved as pcapng, and a file from outside is shown in the same list', async ({ lab, page }) => {
  const captures = new CapturesPage(page)
  await lab.ping('pod1', 'pod3')
  await captures.open()
  await page.getByRole('button', { name: 'Every device on the ping’s way' }).click()
  await expect(captures.rows.first()).toBeVisible()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as pcapng' }).click(),
  ])
  const bytes = await readFile(await download.path())
  expect(download.suggestedFilename()).toBe('podpath.pcapng')
  expect(bytes.readUInt32LE(0)).toBe(0x0a0d0d0a)
  expect(bytes.readUInt32LE(8)).toBe(0x1a2b3c4d)
  expect(bytes.toString('latin1')).toContain('k8s-w1:tunl0')
  expect(bytes.toString('latin1')).toContain('tunl0 puts an outer header on')

  const open = async (name: string, buffer: Buffer) => {
    const picker = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Open a capture file' }).click()
    await (await picker).setFiles({ name, mimeType: 'application/octet-stream', buffer })
  }
  await open('podpath.pcapng', bytes)
  await expect(page.getByText('podpath.pcapng: 20 frames')).toBeVisible()
  await captures.filter.fill('proto 4')
  await expect(page.getByText('8 of 20 frames')).toBeVisible()
  await captures.rows.first().click()
  await expect(captures.details.getByText('IPv4, outer')).toBeVisible()

  await open('half.pcapng', bytes.subarray(0, bytes.length - 20))
  await expect(page.getByText(/half\.pcapng ends in the middle of a record, at byte \d+: 19 frames/)).toBeVisible()
  await open('photo.jpg', Buffer.from('ffd8ffe000104a46', 'hex'))
  await expect(lab.notice.getByText(/photo\.jpg is neither pcap nor pcapng: it begins with ff d8 ff e0/)).toBeVisible()
  await page.getByRole('button', { name: 'Back to the lab’s captures' }).click()
  await captures.list.evaluate(
    (list, content) => {
      const files = new DataTransfer()
      files.items.add(new File([Uint8Array.from(content)], 'dropped.pcapng'))
      list.dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }))
    },
    [...bytes],
  )
  await expect(page.getByText('dropped.pcapng: 20 frames')).toBeVisible()
  await page.getByRole('button', { name: 'Back to the lab’s captures' }).click()
  await expect(captures.row('ICMP echo request').first()).toBeVisible()
})

test('what tcpdump -w has written on a host is opened in the same list', async ({ lab: { page } }) => {
  const captures = new CapturesPage(page)
  const terminals = new TerminalPage(page)
  await terminals.run('k8s-w1', 'tcpdump -i any -w seen.pcap & ping -c 1 192.168.20.100; kill %1')
  await captures.open()
  await page.getByRole('button', { name: 'Open a capture file…' }).click()
  await page.getByRole('menuitem', { name: 'k8s-w1:/root/seen.pcap' }).click()
  await expect(captures.rows).toHaveText([/ICMP echo request/, /ICMP echo reply/])
})

test('a tap is added from a host’s menu and from its list of devices', async ({ lab, page }) => {
  const { x, y } = await lab.pointOf('node', 'k8s-w1')
  await page.mouse.click(x, y, { button: 'right' })
  await page.getByRole('menuitem', { name: /^Capture on/ }).click()
  await page.getByRole('menuitem', { name: 'any', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Remove the tap on k8s-w1 any' })).toBeVisible()
  await lab.click('node', 'k8s-w1')
  await lab.inspector.getByRole('tab', { name: 'Devices' }).click()
  await lab.inspector.getByRole('button', { name: 'Capture on tunl0' }).click()
  await expect(page.getByRole('button', { name: 'Remove the tap on k8s-w1 tunl0' })).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme })

    test('by keys alone, and axe finds nothing serious', async ({ lab, page }) => {
      test.slow() // axe looks at all of the dock four times
      const captures = new CapturesPage(page)
      const faults = async () => {
        const { violations } = await new AxeBuilder({ page }).include('[aria-label="Details"]').analyze()
        return violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(' ')}`))
      }
      await lab.ping('pod1', 'pod3')
      await captures.open()
      expect(await faults(), 'without taps').toEqual([])
      await page.getByRole('button', { name: 'Add a tap' }).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('menuitem', { name: 'Every device on the ping’s way' }).waitFor()
      await page.keyboard.press('Enter')
      await captures.list.focus()
      await page.keyboard.press('End')
      await expect(captures.row('pod1 eth0').last()).toHaveAttribute('aria-selected', 'true')
      expect(await faults(), 'with frames').toEqual([])
      await page.getByRole('button', { name: 'Which tap sees it' }).press('Enter')
      await captures.filter.fill('icmp')
      await expect(page.getByRole('list', { name: 'Why there is nothing' })).toBeVisible()
      expect(await faults(), 'with a filter and the table').toEqual([])
      await captures.filter.fill('icmp or or')
      await expect(page.getByText(/column 9/)).toBeVisible()
      expect(await faults(), 'with a bad filter').toEqual([])
    })
  })
}
