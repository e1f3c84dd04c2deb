import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'

/** The package as it would be published, unpacked where nothing else is. */
function installed(): string {
  const folder = mkdtempSync(join(tmpdir(), 'podpath-package-'))
  const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder])
  execFileSync('tar', ['xzf', join(folder, packed.toString().trim()), '-C', folder])
  return join(folder, 'package')
}

test('the published package needs nothing else: podpath route, and podpath open with a lab', async ({ page }) => {
  const root = installed()
  const lab = join(process.cwd(), 'src/labs/reference.yaml')
  const bin = join(root, 'bin/podpath.mjs')
  const table = execFileSync(process.execPath, [bin, 'exec', lab, 'k8s-w1', '--', 'route', '-n'])
  expect(table.toString()).toContain('172.16.34.0     192.168.20.100  255.255.255.0   UG    0      0        0 tunl0')

  const child = spawn(process.execPath, [bin, 'open', lab, '--port', '0', '--no-open'])
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => resolve(String(chunk).split('\n')[0] ?? ''))
    child.stderr.on('data', (chunk) => reject(new Error(String(chunk))))
  })
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#lab1=/)
  await page.goto(address)
  await expect(page.getByRole('button', { name: 'IPIP mode: CrossSubnet' })).toBeVisible()
  const ended = new Promise((resolve) => child.on('close', resolve))
  child.kill('SIGINT')
  expect(await ended).toBe(0)
})

test('the example of docs/API.md runs on the published package, and prints what the page says', () => {
  const root = installed()
  const [, program = '', printed = ''] =
    /```js\n([\s\S]*?)```[\s\S]*?```\n([\s\S]*?)```/.exec(readFileSync('docs/API.md', 'utf8')) ?? []
  copyFileSync('src/labs/reference.yaml', join(root, 'lab.yaml'))
  writeFileSync(join(root, 'example.mjs'), program)
  expect(execFileSync(process.execPath, ['example.mjs'], { cwd: root }).toString()).toBe(printed)
})

const TYPED = `import { applyCommand, type Fabric, parseLab, realize } from 'podpath'
const parsed = parseLab('')
if (parsed.ok) {
  const fabric: Fabric = realize(parsed.value.document)
  const names: Iterable<string> = fabric.namespaces.keys()
  // @ts-expect-error: whoever gets no types is not told
  applyCommand(parsed.value.document, { kind: 'no such command', names })
}
`

test('its types are found by a program under Node’s own resolution', () => {
  const root = installed()
  writeFileSync(join(root, 'typed.ts'), TYPED)
  const tsc = join(process.cwd(), 'node_modules/@typescript/native/bin/tsc')
  const options = ['--strict', '--noEmit', '--skipLibCheck', '--target', 'es2023', '--types', '']
  const { stdout } = spawnSync(process.execPath, [tsc, ...options, '--module', 'nodenext', 'typed.ts'], { cwd: root })
  expect(stdout.toString()).toBe('')
})
