import { parseArgs } from 'node:util'
import { clusterOf } from '../engine/lab/read-cluster'
import { realize } from '../engine/lab/realize'
import { changeScript, labDiff } from '../exporting/change-text'
import { netnsScript } from '../exporting/netns-script'
import { byHandText } from '../words/by-hand-text'
import { sayInEnglish } from '../words/english'
import { refuseUsage } from './cli-error'
import type { CliIo } from './cli-io'
import { loadLab } from './load-lab'

/**
 * `podpath export LAB --netns`, or `--from BASE` with `--commands` or `--diff`: the lab, or what changed in it since BASE,
 * as something to run elsewhere.
 * @throws CliError for bad usage or input
 */
export function exportLab(argv: readonly string[], io: CliIo): number {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      netns: { type: 'boolean', default: false },
      commands: { type: 'boolean', default: false },
      diff: { type: 'boolean', default: false },
      from: { type: 'string' },
    },
  })
  const [file, ...others] = positionals
  if (others.length > 0) return refuseUsage('too-many-words', { command: 'export', words: others.join(' ') })
  const ways = [values.netns, values.commands, values.diff].filter(Boolean).length
  if (file === undefined || ways !== 1 || values.netns === (values.from !== undefined)) {
    return refuseUsage('missing-words', {
      command: 'export',
      words: 'LAB --netns, or LAB --from BASE --commands|--diff',
    })
  }
  const lab = loadLab(io, file)
  if (values.from === undefined) {
    io.stdout(netnsScript(realize(lab.document), clusterOf(lab.document).underlay.name))
    return 0
  }
  const base = loadLab(io, values.from)
  io.stdout(
    values.diff
      ? labDiff({ name: values.from, text: base.source }, { name: file, text: lab.source })
      : changeScript(base.document, lab.document, (what) => sayInEnglish(byHandText(what))),
  )
  return 0
}
