import type { LabDocument } from '../../engine/lab/document'
import { clusterOf } from '../../engine/lab/read-cluster'
import { realize } from '../../engine/lab/realize'
import { oncePer } from '../../engine/once-per'
import { faultFindings } from './fault-findings'
import { filterFindings } from './filter-findings'
import { type Finding, type Patient, SEVERITIES, type Suspicion } from './finding'
import { lostPods } from './lost-pods'
import { maskFindings } from './mask-findings'
import { overlapFindings } from './overlap-findings'
import { poolFindings } from './pool-findings'
import { routingFindings } from './routing-findings'
import { sessionFindings } from './session-findings'
import { withTriedFixes } from './tried-fixes'
import { tunnelFindings } from './tunnel-findings'
import { underlayFindings } from './underlay-findings'

const CHECKS: readonly ((patient: Patient) => readonly Suspicion[])[] = [
  faultFindings,
  filterFindings,
  underlayFindings,
  maskFindings,
  routingFindings,
  sessionFindings,
  overlapFindings,
  tunnelFindings,
  poolFindings,
]

const patientOf = (document: LabDocument): Patient => ({
  document,
  cluster: clusterOf(document),
  fabric: realize(document),
})

const worstFirst = (a: Finding, b: Finding): number => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)

/**
 * What the lab's fields and tables say is wrong, with every fix that comes to mind, none of them tried.
 * @throws InvariantError if the document is not valid.
 */
export const suspicionsIn = oncePer((document: LabDocument): readonly Suspicion[] => {
  const patient = patientOf(document)
  return CHECKS.flatMap((check) => check(patient)).toSorted(worstFirst)
})

/**
 * What is wrong with a lab, worst first: what is broken, and what is configured so that packets are lost, or will be.
 * Same document, same findings.
 * @throws InvariantError if the document is not valid.
 */
export const diagnose = oncePer((document: LabDocument): readonly Finding[] => {
  const findings = withTriedFixes(document, suspicionsIn(document), suspicionsIn)
  return [...findings, ...lostPods(patientOf(document), findings)].toSorted(worstFirst)
})
