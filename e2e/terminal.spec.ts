import { expect, test } from './lab-test'
import { TerminalPage } from './terminal-page'

const PATCH = `calicoctl patch ippool default-ipv4-ippool -p '{"spec":{"ipipMode":"Always"}}'`

test('a patch typed on the workstation moves the mode, and one undo takes it back', async ({ lab, page }) => {
  const terminal = new TerminalPage(page)
  await terminal.open('workstation')
  await terminal.type(PATCH)
  await expect(terminal.screen('workstation')).toContainText("Successfully patched 1 'IPPool' resource")
  await expect(page.getByRole('button', { name: 'IPIP mode: Always' })).toBeVisible()
  await lab.undo()
  await expect(page.getByRole('button', { name: 'IPIP mode: CrossSubnet' })).toBeVisible()
})

test('a tcpdump listens in one terminal while another pings, and the ping runs on the canvas', async ({
  lab,
  page,
}) => {
  const terminal = new TerminalPage(page)
  await terminal.open('k8s-w1')
  await terminal.type('tcpdump -i ens5 -nn proto 4')
  await expect(terminal.screen('k8s-w1')).toContainText('listening on ens5')
  await terminal.open('pod1')
  await terminal.type('ping -c 1 172.16.34.1')
  await expect(terminal.screen('pod1')).toContainText('1 packets transmitted, 1 received')
  await expect(lab.verdict(/pod1 → pod3 · delivered, ttl 62, wrapped both ways/)).toBeVisible()
  await page.getByRole('button', { name: 'k8s-w1', exact: true }).click()
  await expect(terminal.screen('k8s-w1')).toContainText('172.16.158.8 > 172.16.34.1: ICMP echo request')
  await page.keyboard.press('Control+c')
  await expect(terminal.screen('k8s-w1')).toContainText('2 packets captured')
})

test('lines are edited, recalled and completed; a reload keeps the history and the files', async ({ lab, page }) => {
  const terminal = new TerminalPage(page)
  await terminal.open('k8s-m')
  await page.keyboard.type('echo twp > a.txt')
  for (let count = 0; count < ' > a.txt'.length; count += 1) await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Backspace')
  await terminal.type('o')
  await terminal.type('cat a.txt')
  await expect.poll(() => terminal.rows('k8s-m')).toContain('two')
  await lab.open()
  await expect(terminal.screen('k8s-m')).toContainText('root@k8s-m:~#')
  await terminal.screen('k8s-m').click()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect.poll(() => terminal.rows('k8s-m')).toContain('two')
  await page.keyboard.type('tcpdu')
  await page.keyboard.press('Tab')
  await expect.poll(() => terminal.rows('k8s-m')).toContain('root@k8s-m:~# tcpdump')
})

test('a paste of many lines runs line by line, and ten megabytes leave the page alive', async ({ lab }) => {
  const { page } = lab
  const terminal = new TerminalPage(page)
  await terminal.open('k8s-w1')
  const paste = (text: string) =>
    page.evaluate((pasted) => {
      const data = new DataTransfer()
      data.setData('text/plain', pasted)
      document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
    }, text)
  await paste('cat <<EOF | wc -l\none\ntwo\nEOF\necho done\n')
  await expect.poll(() => terminal.rows('k8s-w1')).toEqual(expect.arrayContaining(['2', 'done']))
  await paste('x'.repeat(10_000_000))
  await expect(terminal.screen('k8s-w1')).toContainText('too long to type')
  await terminal.type('echo alive')
  await expect.poll(() => terminal.rows('k8s-w1')).toContain('alive')
})
