import { expect, test } from './lab-test'

test('in Never, pod1 cannot reach pod3: the packet dies at the router, and the screen says why', async ({ lab }) => {
  await lab.setIpipMode('Never')
  await lab.ping('pod1', 'pod3')
  await expect(lab.verdict(/pod1 → pod3 · lost at router: no route to 172\.16\.34\.\d+/)).toBeVisible()
  await expect(lab.dock.getByText(/nothing told router where pods live/)).toBeVisible()
})

test('in CrossSubnet, the same two clicks deliver it wrapped, ttl 62', async ({ lab }) => {
  await lab.setIpipMode('Never')
  await lab.setIpipMode('CrossSubnet')
  await lab.ping('pod1', 'pod3')
  await expect(lab.verdict(/pod1 → pod3 · delivered, ttl 62, wrapped both ways/)).toBeVisible()
  await expect(lab.dock.getByText(/tunl0 puts an outer header on: 192\.168\.10\.101 → 192\.168\.20\.100/)).toBeVisible()
})

test('in CrossSubnet, pod1 reaches pod2 direct; in Always it is wrapped too', async ({ lab }) => {
  await lab.ping('pod1', 'pod2')
  await expect(lab.verdict(/pod1 → pod2 · delivered, ttl 62, direct both ways/)).toBeVisible()
  await lab.setIpipMode('Always')
  await expect(lab.verdict(/pod1 → pod2 · delivered, ttl 62, wrapped both ways/)).toBeVisible()
  await lab.ping('pod1', 'pod2')
  await expect(lab.verdict(/pod1 → pod2 · delivered, ttl 62, wrapped both ways/)).toBeVisible()
})

test('a ping is played, paused, stepped and scrubbed', async ({ lab, page }) => {
  await lab.ping('pod1', 'pod3')
  const position = page.getByRole('slider', { name: 'Position in the ping' })
  const step = async () => Number(/step (\d+) of/.exec((await position.getAttribute('aria-valuetext')) ?? '')?.[1])
  await page.getByRole('button', { name: 'Pause' }).click()
  const paused = await step()
  await page.getByRole('button', { name: 'Step forward' }).click()
  await expect.poll(step).toBe(paused + 1)
  await page.getByRole('button', { name: 'Step back' }).click()
  await expect.poll(step).toBe(paused)
  await position.focus()
  await page.keyboard.press('End')
  await expect.poll(step).toBeGreaterThan(paused + 5)
  await page.keyboard.press('Home')
  await expect.poll(step).toBe(1)
})
