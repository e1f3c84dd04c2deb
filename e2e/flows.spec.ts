import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './lab-test'

test('a ping with Shift goes beside the one in flight; each can be put in front, held and taken away', async ({
  lab,
  page,
}) => {
  await lab.ping('pod1', 'pod2')
  await lab.click('pod', 'pod1')
  await page.keyboard.down('Shift')
  await lab.click('pod', 'pod3')
  await page.keyboard.up('Shift')
  await expect(lab.verdict(/pod1 → pod3 · delivered/)).toBeVisible()
  const pings = lab.dock.getByRole('list', { name: 'Pings in flight' }).getByRole('listitem')
  await expect(pings).toHaveCount(2)
  await lab.dock.getByRole('button', { name: 'Show ping 1, pod1 to pod2: answered' }).click()
  await expect(lab.verdict(/pod1 → pod2 · delivered/)).toBeVisible()
  await lab.dock.getByRole('button', { name: 'Hold ping 2' }).click()
  await expect(lab.dock.getByRole('button', { name: 'Let ping 2 go on' })).toBeVisible()
  await lab.setIpipMode('Never')
  await expect(lab.dock.getByRole('button', { name: 'Show ping 2, pod1 to pod3: lost' })).toBeVisible()
  await lab.dock.getByRole('button', { name: 'Remove ping 2' }).click()
  await expect(pings).toHaveCount(0)
  await expect(lab.verdict(/pod1 → pod2 · delivered/)).toBeVisible()
})

test('the timeline lists every event of every ping; a row and the picture go to each other', async ({ lab, page }) => {
  await lab.setIpipMode('Never')
  await lab.entry('pod', 'pod2').focus()
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Ping every pod from pod2' }).click()
  const pings = lab.dock.getByRole('list', { name: 'Pings in flight' }).getByRole('listitem')
  await expect(pings).toHaveText([/pod2 → pod1/, /pod2 → pod3/])
  await lab.dock.getByRole('button', { name: 'Remove all' }).click()
  await lab.ping('pod1', 'pod3')
  await page.getByRole('tab', { name: 'Timeline' }).click()
  const rows = lab.dock.getByRole('list', { name: 'Events' }).getByRole('listitem')
  await lab.dock.getByRole('combobox', { name: 'What happens' }).selectOption('loss')
  await expect(rows).toHaveText([/router.*lost at router: no route to/, /router.*finds no way back/])
  await rows.first().getByRole('button').click()
  await expect(lab.inspector.getByRole('heading', { name: 'router', exact: true })).toBeVisible()
  await expect(rows.first().getByRole('button')).toHaveAttribute('aria-current', 'step')
  await page.getByRole('button', { name: 'Step back' }).click()
  await expect(rows.first().getByRole('button')).not.toHaveAttribute('aria-current', 'step')

  await lab.dock.getByRole('combobox', { name: 'What happens' }).selectOption('all')
  await rows.first().getByRole('button').focus()
  await page.keyboard.press('End')
  await expect(rows.last().getByRole('button')).toBeFocused()
  await expect(rows.last()).toHaveText(/finds no way back/)
  const { violations } = await new AxeBuilder({ page }).include('[aria-label="Details"]').analyze()
  expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ target }) => target.join(' '))])).toEqual([])
})
