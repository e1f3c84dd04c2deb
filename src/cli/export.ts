import { parseArgs } from 'node:util'
import { clusterOf } from '../engine/lab/read-cluster'
import { realize } from '../engine/lab/realize'
import { changeScript, labDiff } from '../exporting/change-text'
import { kindScript } from '../exporting/kind/kind-script'
import { netnsScript } from '../exporting/netns-script'
import { labPage } from '../io/lab-page'
import type { ParsedLab } from '../io/parse-lab'
import { byHandText } from '../words/by-hand-text'
import { sayInEnglish } from '../words/english'
import { refuse, refuseUsage } from './cli-error'
import type { CliIo } from './cli-io'
import { hostIn, loadLab } from './load-lab'

/** What the lab can be made into by itself, one option each. */
const WHOLE = ['netns', 'kind', 'html'] as const
/** And what changed in it, with `--from`. */
const CHANGED = ['commands', 'diff'] as const

const OPTIONS = {
  netns: { type: 'boolean', default: false },
  kind: { type: 'boolean', default: false },
  html: { type: 'boolean', default: false },
  commands: { type: 'boolean', default: false },
  diff: { type: 'boolean', default: false },
  from: { type: 'string' },
  ping: { type: 'string' },
  watch: { type: 'boolean', default: false },
} as const

/**
 * `podpath export LAB --netns|--kind|--html`, or `--from BASE` with `--commands` or `--diff`: the lab, or what changed in it
 * since BASE, as something to run or to open elsewhere.
 * @throws CliError for bad usage or input
 */
export function exportLab(argv: readonly string[], io: CliIo): number {
  const { values, positionals } = parseArgs({ args: [...argv], allowPositionals: true, options: OPTIONS })
  const [file, ...others] = positionals
  if (others.length > 0) return refuseUsage('too-many-words', { command: 'export', words: others.join(' ') })
  const ways = [...WHOLE, ...CHANGED].filter((name) => values[name])
  const isWhole = WHOLE.some((name) => values[name])
  if (file === undefined || ways.length !== 1 || isWhole === (values.from !== undefined)) {
    const words = 'LAB --netns|--kind|--html, or LAB --from BASE --commands|--diff'
    return refuseUsage('missing-words', { command: 'export', words })
  }
  if ((values.ping !== undefined || values.watch) && !values.html) return refuseUsage('page-options')
  const lab = loadLab(io, file)
  if (values.html) io.stdout(page(lab, file, values, io))
  else if (values.kind) io.stdout(kindScript(lab.document))
  else if (values.from === undefined) {
    io.stdout(netnsScript(realize(lab.document), clusterOf(lab.document).underlay.name))
  } else {
    const base = loadLab(io, values.from)
    io.stdout(
      values.diff
        ? labDiff({ name: values.from, text: base.source }, { name: file, text: lab.source })
        : changeScript(base.document, lab.document, (what) => sayInEnglish(byHandText(what))),
    )
  }
  return 0
}

interface PageOptions {
  /** `FROM,TO` */
  readonly ping?: string | undefined
  readonly watch: boolean
}

/** @throws CliError if there is no such host, or no built app beside the command line */
function page(lab: ParsedLab, file: string, { ping, watch }: PageOptions, io: CliIo): string {
  const [from, to, ...more] = ping?.split(',') ?? []
  if (ping !== undefined && (to === undefined || more.length > 0)) return refuseUsage('bad-page-ping', { ping })
  const ends = from !== undefined && to !== undefined && { from: hostIn(lab, from, file), to: hostIn(lab, to, file) }
  const empty = io.appFile?.('lab-page.html')
  if (empty === undefined) return refuse('no-app')
  const carried = { lab: lab.source, ...(ends && { ping: ends }), mode: watch ? 'watch' : 'play' } as const
  return labPage(empty, carried, clusterOf(lab.document).underlay.name)
}
