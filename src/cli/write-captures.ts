import type { Fabric } from '../engine/fabric/fabric'
import { writePcapng } from '../engine/wire/write-pcapng'
import { captureOf } from '../terminal/capture/capture-of'
import type { SentPacket } from '../terminal/command'
import { displayName } from '../terminal/host-names'
import { sayInEnglish } from '../words/english'
import { stepText } from '../words/steps'
import { reasonOf, refuse } from './cli-error'
import type { CliIo } from './cli-io'

/** A file for every host, also for those that saw nothing. @throws CliError if they cannot be written */
export function writeCaptures(io: CliIo, folder: string, fabric: Fabric, sent: readonly SentPacket[]): void {
  const path = (file: string): string => `${folder}/${file}`
  let file = folder
  try {
    io.makeFolder(folder)
    for (const namespace of fabric.namespaces.values()) {
      file = path(captureFileName(displayName(fabric, namespace.name)))
      const capture = captureOf(namespace, sent, (trace, index) => sayInEnglish(stepText(trace, index)))
      io.writeFile(file, writePcapng(capture))
    }
  } catch (error) {
    refuse('unwritable-file', { file, why: reasonOf(error) })
  }
}

/** A pod that needs its namespace to be told apart has a slash in its name; no host has an underscore. */
const captureFileName = (host: string): string => `${host.replace('/', '_')}.pcapng`
