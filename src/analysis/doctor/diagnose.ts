import type { LabDocument } from '../../engine/lab/document'
import { clusterOf } from '../../engine/lab/read-cluster'
import { realize } from '../../engine/lab/realize'
import { oncePer } from '../../engine/once-per'
import { faultFindings } from './fault-findings'
import { type Finding, type Patient, SEVERITIES } from './finding'
import { lostPods } from './lost-pods'
import { maskFindings } from './mask-findings'
import { poolFindings } from './pool-findings'
import { routingFindings } from './routing-findings'
import { underlayFindings } from './underlay-findings'

/**
 * What is wrong with a lab, worst first: what is broken, and what is configured so that packets are lost, or will be.
 * Same document, same findings.
 * @throws InvariantError if the document is not valid.
 */
export const diagnose = oncePer((document: LabDocument): readonly Finding[] => {
  const patient: Patient = { document, cluster: clusterOf(document), fabric: realize(document) }
  const findings = [faultFindings, underlayFindings, maskFindings, routingFindings, poolFindings].flatMap((check) =>
    check(patient),
  )
  return [...findings, ...lostPods(patient, findings)].toSorted(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  )
})
