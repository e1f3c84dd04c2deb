import { spawn } from 'node:child_process'
import { expect, test } from '@playwright/test'

test('npm start serves the built app on this machine, says where, and ends with Ctrl-C', async ({ request }) => {
  const child = spawn(process.execPath, ['scripts/start.mjs', '--no-open'], { env: { ...process.env, PORT: '0' } })
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
      const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)
      if (found) resolve(found[0])
    })
    child.on('close', () => reject(new Error(`it ended: ${said}`)))
  })
  const page = await request.get(url)
  expect(page.status()).toBe(200)
  expect(await page.text()).toContain('<title>Podpath</title>')
  const ended = new Promise((resolve) => child.on('close', resolve))
  child.kill('SIGINT')
  expect(await ended).toBe(0)
})
