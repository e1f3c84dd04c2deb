import type { Fabric } from '../engine/fabric/fabric'
import { findHost } from '../engine/lab/find-host'
import { realize } from '../engine/lab/realize'
import { type ParsedLab, parseLab } from '../io/parse-lab'
import { type HostName, WORKSTATION } from '../terminal/command'
import { displayName } from '../terminal/host-names'
import { CliError, readText, refuseIssues, said } from './cli-error'
import type { CliIo } from './cli-io'

/** @throws CliError if the file cannot be read or is no lab */
export function loadLab(io: CliIo, file: string): ParsedLab {
  const parsed = parseLab(readText(io, file), file)
  return parsed.ok ? parsed.value : refuseIssues(parsed.error)
}

/** Why there is no host of that name, and which there are. */
export function noHostText(fabric: Fabric, host: string, lab: string): string {
  const hosts = [...fabric.namespaces.keys()].map((name) => displayName(fabric, name))
  return said('no-host', { host, lab, hosts: hosts.join(', ') })
}

/** The host a person means; `-` is the workstation. */
export const hostNamed = (fabric: Fabric, name: string): HostName | undefined =>
  name === WORKSTATION ? WORKSTATION : findHost(fabric, name)

/** @throws CliError if the lab has no such host */
export function hostIn({ document }: ParsedLab, host: string, lab: string): HostName {
  const fabric = realize(document)
  const found = hostNamed(fabric, host)
  if (found === undefined) throw new CliError(noHostText(fabric, host, lab))
  return found
}
