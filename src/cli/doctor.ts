import { parseArgs } from 'node:util'
import { diagnose } from '../analysis/doctor/diagnose'
import { type Finding, QUESTIONS } from '../analysis/doctor/finding'
import type { SourcePlace } from '../engine/issue'
import { resourcePlace } from '../io/resource-place'
import { sayInEnglish } from '../words/english'
import { evidenceText, findingReason, findingTitle, fixText } from '../words/finding-text'
import type { Said } from '../words/said'
import { refuseUsage } from './cli-error'
import type { CliIo } from './cli-io'
import { loadLab } from './load-lab'

/**
 * `podpath doctor LAB [--json]`: what is wrong, worst first. The exit status says whether it could be asked.
 * @throws CliError for bad usage or input
 */
export function doctor(argv: readonly string[], io: CliIo): number {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { json: { type: 'boolean' } },
    allowPositionals: true,
  })
  const [lab, ...more] = positionals
  if (lab === undefined) return refuseUsage('missing-words', { command: 'doctor', words: 'LAB' })
  if (more.length > 0) return refuseUsage('too-many-words', { command: 'doctor', words: more.join(' ') })
  const { document, source } = loadLab(io, lab)
  const findings = diagnose(document).map((finding) => ({
    finding,
    place: resourcePlace(source, finding.resource, finding.path),
  }))
  if (values.json) io.stdout(`${JSON.stringify(findings.map(asJson), null, 2)}\n`)
  else if (findings.length === 0) io.stdout(`${doctorSays('healthy')}\n`)
  else io.stdout(findings.map((found) => asText(lab, found)).join('\n'))
  return 0
}

interface PlacedFinding {
  readonly finding: Finding
  /** Absent: the file leaves the resource out. */
  readonly place: SourcePlace | undefined
}

const doctorSays = (code: string, params: NonNullable<Said['params']> = {}): string =>
  sayInEnglish({ key: `doctor.${code}`, params })

/** As compilers have it, so that an editor can go there; what follows is indented. */
function asText(lab: string, { finding, place }: PlacedFinding): string {
  const { severity, code, resource, fix } = finding
  const where = place ? `${lab}:${place.line}:${place.column}` : lab
  const lines = [
    `${where}: ${doctorSays(`severity.${severity}`)}: ${sayInEnglish(findingTitle(finding))} [${code}]`,
    `  ${resource.kind} ${resource.name}: ${sayInEnglish(findingReason(finding))}`,
    ...finding.evidence.map((each) => `  - ${sayInEnglish(evidenceText(each))}`),
    ...(fix ? [`  ${doctorSays('fixLine', { fix: fixText(fix) })}`] : []),
    ...(fix?.shell === undefined ? [] : [`  ${doctorSays('shellLine', { line: fix.shell })}`]),
    `  ${doctorSays('asked', { url: QUESTIONS[code] })}`,
  ]
  return `${lines.join('\n')}\n`
}

function asJson({ finding, place }: PlacedFinding) {
  const { severity, code, resource, path, evidence, fix } = finding
  return {
    severity,
    code,
    resource: { ...resource, ...(path && { path }), ...(place && { line: place.line, column: place.column }) },
    title: sayInEnglish(findingTitle(finding)),
    reason: sayInEnglish(findingReason(finding)),
    evidence: evidence.map((each) => sayInEnglish(evidenceText(each))),
    ...(fix && {
      fix: {
        text: sayInEnglish(fixText(fix)),
        commands: fix.commands,
        ...(fix.shell !== undefined && { shell: fix.shell }),
      },
    }),
    question: QUESTIONS[code],
  }
}
