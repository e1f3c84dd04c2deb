import { expect, test } from './lab-test'

test('a fault is a toggle on what it breaks; it shows there, and is put right there', async ({ lab, page }) => {
  await lab.ping('pod1', 'pod3')
  await expect(lab.verdict(/→ pod3 · delivered/)).toBeVisible()

  const { x, y } = await lab.pointOf('router', 'router')
  await page.mouse.click(x, y, { button: 'right' })
  await page.getByRole('menuitem', { name: 'Break something' }).press('ArrowRight')
  await page.getByRole('menuitemcheckbox', { name: 'protocol 4 dropped by router' }).click()
  await expect(lab.verdict(/→ pod3 · lost at router/)).toBeVisible()

  await lab.click('router', 'router')
  const broken = lab.inspector.getByRole('list', { name: 'What is broken here' })
  await broken.getByRole('button', { name: 'Put right: protocol 4 dropped by router' }).click()
  await expect(broken).toHaveCount(0)
  await expect(lab.verdict(/→ pod3 · delivered/)).toBeVisible()
  await lab.undo()
  await expect(lab.verdict(/→ pod3 · lost at router/)).toBeVisible()
  await lab.undo()
  await expect(lab.verdict(/→ pod3 · delivered/)).toBeVisible()
})

test('in Azure’s network IPIP is lost, and the doctor says why', async ({ lab, page }) => {
  await lab.ping('pod1', 'pod3')
  await expect(lab.verdict(/→ pod3 · delivered/)).toBeVisible()
  const stage = await lab.entry('subnet', 'a').boundingBox()
  if (!stage) throw new Error('no subnet a')
  await page.mouse.click(stage.x + stage.width / 2, stage.y + stage.height + 60, { button: 'right' })
  await page.getByRole('menuitem', { name: 'Break something' }).press('ArrowRight')
  await page.getByRole('menuitemradio', { name: 'Azure' }).click()
  await expect(lab.verdict(/→ pod3 · lost/)).toBeVisible()
  await page.getByRole('tab', { name: /^Doctor/ }).click()
  await expect(lab.dock.getByText(/drops IP protocol 4/)).toBeVisible()
  await expect(lab.dock.getByText('The network checks source and destination')).toBeVisible()
})

test('a cable that takes its time and loses by chance is set from the menu, and seen in a ping and in the matrix', async ({
  lab,
  page,
}) => {
  await lab.click('node', 'k8s-w2')
  await lab.inspector.getByRole('button', { name: 'Break something' }).click()
  await page.getByRole('menuitem', { name: 'Loss, delay and copies' }).press('ArrowRight')
  await page.getByRole('menuitemcheckbox', { name: 'k8s-w2’s cable takes 200 ms for what it sends' }).click()
  await lab.inspector.getByRole('button', { name: 'Break something' }).click()
  await page.getByRole('menuitem', { name: 'Loss, delay and copies' }).press('ArrowRight')
  await page.getByRole('menuitemcheckbox', { name: 'k8s-w2’s cable loses 10 % of what it is sent' }).click()
  const broken = lab.inspector.getByRole('list', { name: 'What is broken here' })
  await expect(broken.getByRole('listitem')).toHaveCount(2)
  await page.getByRole('tab', { name: 'Matrix' }).click()
  const cell = lab.dock.getByRole('button', { name: /^direct/ }).first()
  await cell.hover()
  await expect(
    lab.dock.getByText(/lossy: 10 % of the pings are lost by chance, the others take 200 ms longer/),
  ).toBeVisible()
})
