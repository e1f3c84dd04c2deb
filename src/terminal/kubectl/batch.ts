import type { LabDocument } from '../../engine/lab/document'
import { isText, type Manifest } from '../../engine/manifest'
import { isoTime, wallClock } from '../clock'
import type { CommandContext, CommandEnd } from '../command'
import { noteIssues } from '../note-issues'
import { type DryRun, dryRunMark } from './dry-run'
import type { ParsedFlags } from './flags'
import type { KubeKind } from './kind'
import { serverError } from './say'
import type { WriteProblem, Written } from './write-object'

/** Works through several objects: each may say something, fail, and change the lab. */
export class Batch {
  exitCode = 0
  document: LabDocument

  constructor(
    private readonly context: CommandContext,
    private readonly dryRun: DryRun,
  ) {
    this.document = context.session.document
  }

  /** @param said on success, without the line end. */
  take(written: Written, said: (isChanged: boolean) => string, during?: string): void {
    if (!written.ok) {
      this.exitCode = 1
      sayProblem(written.error, this.context, during)
      return
    }
    const isChanged = written.value !== this.document
    this.document = written.value
    this.context.output.out(`${said(isChanged)}${dryRunMark(this.dryRun)}\n`)
  }

  refuse(reason: string, text: string): void {
    this.exitCode = serverError(reason, text, this.context).exitCode
  }

  end(): CommandEnd {
    const { session } = this.context
    if (this.document === session.document || this.dryRun !== 'none') return { exitCode: this.exitCode }
    return { exitCode: this.exitCode, session: { ...session, document: this.document } }
  }
}

function sayProblem(problem: WriteProblem, context: CommandContext, during = ''): void {
  switch (problem.kind) {
    case 'server':
      serverError(problem.reason, `${during}${problem.text}`, context)
      return
    case 'invalid':
      context.output.err(`${problem.text}\n`)
      return
    case 'lab':
      noteIssues(problem.issues, context.output)
      return
    case 'not-modelled':
      context.output.note({ code: 'command-not-modelled', params: { command: `kubectl ${problem.what}` } })
  }
}

export const nowOf = ({ session }: CommandContext): string => isoTime(wallClock(session))

export const namespaceFor = (kind: KubeKind, { metadata }: Manifest, flags: ParsedFlags): string | undefined =>
  kind.namespaced
    ? isText(metadata.namespace)
      ? metadata.namespace
      : (flags.value('namespace') ?? 'default')
    : undefined

export const placedIn = (manifest: Manifest, namespace: string | undefined): Manifest =>
  namespace === undefined || namespace === 'default' || isText(manifest.metadata.namespace)
    ? manifest
    : { ...manifest, metadata: { ...manifest.metadata, namespace } }
