import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { comparable } from '../src/terminal/transcript/comparable'
import { expect, test } from './lab-test'
import { TerminalPage } from './terminal-page'

interface Place {
  readonly host: string
  readonly command: string
}

interface Step extends Place {
  readonly output: string
  readonly while?: Place
}

const DIRECTORY = 'fixtures/terminal/reference-session'
const fixture = (name: string): string => readFileSync(`${DIRECTORY}/${name}`, 'utf8')
const { steps } = parse(fixture('reference-session.yaml')) as { readonly steps: readonly Step[] }

// Wide enough for the session's longest command on one row, and high enough for its longest output.
test.use({ viewport: { width: 1900, height: 1100 } })

test('the reference session, typed with real keys into the terminals of its hosts, prints what the cluster printed', async ({
  lab,
  page,
}) => {
  test.setTimeout(120_000)
  await lab.openFile(`${DIRECTORY}/before.yaml`)
  await lab.shown('node', 'k8s-w2')
  const terminal = new TerminalPage(page)
  await terminal.open('k8s-m')
  await terminal.enlarge()
  await terminal.run('k8s-m', `cat > node3-pod3.yaml <<'EOF'\n${fixture('node3-pod3.yaml').trimEnd()}\nEOF`)

  for (const [index, { host, command, output, while: beside }] of steps.entries()) {
    await test.step(`${index + 1}: ${host}: ${command}`, async () => {
      if (!beside) {
        expect(comparable(await terminal.run(host, command))).toBe(comparable(output))
        return
      }
      await terminal.start(host, command)
      await expect(terminal.screen(host)).toContainText('listening on')
      await terminal.run(beside.host, beside.command)
      await terminal.open(host)
      expect(comparable((await terminal.outputOf(host)).join('\n'))).toBe(comparable(output))
      await page.keyboard.press('Control+c')
      await terminal.ready(host)
    })
  }
  expect(steps).toHaveLength(23)
})
