import type { Era } from '../../engine/calico/resources/cluster-information'
import { applyCommand } from '../../engine/lab/apply-command'
import { clusterOf } from '../../engine/lab/read-cluster'
import { isJsonObject, type JsonObject, type Manifest } from '../../engine/manifest'
import { isoTime, wallClock } from '../clock'
import { withNextVersion } from '../cluster-api/served-metadata'
import type { CommandContext, CommandEnd } from '../command'
import { noteIssues } from '../note-issues'
import type { DocoptOption } from './docopt'
import { docopt } from './docopt'
import { invalidOption, sayError } from './say'

/** Go's `strconv.ParseBool`. */
const BOOLEANS: Readonly<Record<string, boolean>> = {
  ...Object.fromEntries(['1', 't', 'T', 'TRUE', 'true', 'True'].map((word) => [word, true])),
  ...Object.fromEntries(['0', 'f', 'F', 'FALSE', 'false', 'False'].map((word) => [word, false])),
}

/** The first generation has strict affinity alone, and wants it said. */
const isKnown = (era: Era, { long }: DocoptOption): boolean => era !== 'classic' || long !== 'max-blocks-per-host'

/** `calicoctl ipam configure`: calicoctl/commands/ipam/configure.go, and libcalico-go lib/ipam `SetIPAMConfig`. */
export function configureIpam(
  words: readonly string[],
  options: readonly DocoptOption[],
  context: CommandContext,
): CommandEnd {
  const { document } = context.session
  const { information, ipamConfig } = clusterOf(document)
  const { era } = information
  const parsed = docopt(
    words,
    options.filter((option) => isKnown(era, option)),
  )
  const strict = parsed.ok ? parsed.value.value('strictaffinity') : undefined
  const isUsage = parsed.ok && parsed.value.operands.length === 0 && (era !== 'classic' || strict !== undefined)
  if (!parsed.ok || !isUsage) return invalidOption(['ipam', 'configure', ...words], context)
  const blocks = parsed.value.value('max-blocks-per-host')
  if (strict === undefined && blocks === undefined) {
    return sayError('at least one configuration option must be specified', context)
  }
  if (strict !== undefined && !Object.hasOwn(BOOLEANS, strict)) {
    return sayError('Invalid value. Use true or false to set strictaffinity', context)
  }
  if (blocks !== undefined && !/^[+-]?\d+$/.test(blocks)) {
    return sayError('invalid value for maxblockhost. Use a valid number', context)
  }
  const wanted = {
    strictAffinity: strict === undefined ? ipamConfig.strictAffinity : BOOLEANS[strict] === true,
    maxBlocksPerHost: blocks === undefined ? ipamConfig.maxBlocksPerHost : Number(blocks),
  }
  if (!wanted.strictAffinity && !ipamConfig.autoAllocateBlocks) {
    return sayError("Error: Cannot disable 'StrictAffinity' and 'AutoAllocateBlocks' at the same time", context)
  }
  if (wanted.maxBlocksPerHost > 0 && !wanted.strictAffinity) {
    return sayError('Error: MaxBlocksPerHost requires StrictAffinity to be enabled', context)
  }
  const manifest = configuration(document.manifests, wanted, isoTime(wallClock(context.session)))
  const outcome = applyCommand(document, { kind: 'apply-manifest', manifest })
  if (!outcome.ok) {
    noteIssues(outcome.error, context.output)
    return { exitCode: 1 }
  }
  if (strict !== undefined) context.output.out(`Successfully set StrictAffinity to: ${wanted.strictAffinity}\n`)
  if (blocks !== undefined) context.output.out(`Successfully set MaxBlocksPerHost to: ${wanted.maxBlocksPerHost}\n`)
  return { exitCode: 0, session: { ...context.session, document: outcome.value } }
}

function configuration(manifests: readonly Manifest[], wanted: JsonObject, now: string): Manifest {
  const held = manifests.find(({ kind }) => kind === 'IPAMConfig')
  if (held) {
    const spec = { ...(isJsonObject(held.spec) && held.spec), ...wanted }
    return withNextVersion({ ...held, spec }, manifests)
  }
  return {
    apiVersion: 'crd.projectcalico.org/v1',
    kind: 'IPAMConfig',
    metadata: { creationTimestamp: now, name: 'default' },
    spec: { autoAllocateBlocks: true, ...wanted },
  }
}
