import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Session } from '../command'
import { textOf } from '../output'
import { runAsScript } from '../run-line'

interface Recorded {
  readonly files: Readonly<Record<string, string>>
  readonly lines: readonly {
    readonly line: string
    readonly out: string
    readonly err: string
    readonly exitCode: number
  }[]
}

/** What bash 5.2, grep 3.8, sed 4.9, mawk 1.3.4 and coreutils 9.1 printed of these lines (Debian 12, C.UTF-8). */
const recorded: Recorded = JSON.parse(
  readFileSync(new URL('../../../fixtures/terminal/text.json', import.meta.url), 'utf8'),
)

const home = Object.fromEntries(Object.entries(recorded.files).map(([name, text]) => [`/root/${name}`, text]))
const session: Session = { document: { manifests: [] }, files: { '-': home } }

describe('[TERM-5] the shell and its text tools print what the real ones printed', () => {
  it.each(recorded.lines)('$line', ({ line, out, err, exitCode }) => {
    const result = runAsScript(session, '-', line)
    expect({
      out: textOf(result.chunks, 'out'),
      err: textOf(result.chunks, 'err'),
      exitCode: result.exitCode,
    }).toEqual({ out, err, exitCode })
  })
})

it("[TERM-5] names, files and the lab's own clock", () => {
  const said = runAsScript(session, '-', 'nosuch x 2>&1; ls; pwd; whoami; hostname; ls nope; sleep 2')
  expect(textOf(said.chunks, 'out', 'err')).toBe(
    "bash: nosuch: command not found\nt\ny\n/root\nroot\nworkstation\nls: cannot access 'nope': No such file or directory\n",
  )
  expect(said.session.memory?.nowUs).toBe(2_000_000)
})

it('[TERM-5] nothing goes on for ever', () => {
  for (const line of [
    'while true; do :; done',
    'seq 1 1000000000 | wc -l',
    "echo a | sed ':a;ba'",
    "awk 'BEGIN{while(1);}'",
  ]) {
    const { chunks } = runAsScript(session, '-', line)
    expect(chunks).toContainEqual(expect.objectContaining({ note: expect.objectContaining({ code: 'too-much' }) }))
  }
})
