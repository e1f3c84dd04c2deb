/**
 * What the API server says of an object beside what its author wrote: when it was made, which it is, which version of
 * it this is. Manifests from a cluster have these; for those made in the lab they follow from the object itself, so that
 * the same lab prints the same, and nothing of it is ever written into the document.
 */
import { fnv1 } from '../../engine/calico/ipam/fnv'
import { isText, type JsonObject, type Manifest } from '../../engine/manifest'
import { clockAt, isoTime } from '../clock'

/** Objects without a time of their own were made when the network came up. */
const LAB_BEGAN = isoTime(clockAt(0))

export interface ServerFields {
  readonly uid: string
  readonly resourceVersion: string
  readonly creationTimestamp: string
}

const known = new WeakMap<Manifest, ServerFields>()

export function serverFields(manifest: Manifest): ServerFields {
  const fresh = known.get(manifest) ?? readServerFields(manifest)
  known.set(manifest, fresh)
  return fresh
}

function readServerFields(manifest: Manifest): ServerFields {
  const { uid, resourceVersion, creationTimestamp } = manifest.metadata
  return {
    uid: isText(uid) ? uid : derivedUid(manifest),
    resourceVersion: isText(resourceVersion) ? resourceVersion : derivedVersion(manifest),
    creationTimestamp: isText(creationTimestamp) ? creationTimestamp : LAB_BEGAN,
  }
}

/** As version 4 has it (RFC 9562), but always the same for the same name. */
function derivedUid({ kind, metadata }: Manifest): string {
  const name = `${kind}/${metadata.namespace ?? ''}/${metadata.name}`
  const words = ['a', 'b', 'c', 'd'].map((salt) => fnv1(salt + name + salt))
  const bytes = Uint8Array.from({ length: 16 }, (_, index) => ((words[index >> 2] ?? 0) >>> (8 * (index & 3))) & 0xff)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return formatUid(bytes)
}

const formatUid = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** Another for every content: that is all a version has to be. */
const derivedVersion = (manifest: Manifest): string => String(1000 + (fnv1(JSON.stringify(manifest)) % 899_000))

/**
 * The uid that Calico's own API shows for an object of a CRD, and the other way round: the bits of each byte reversed,
 * but for those that hold the UUID's version and variant. Source: libcalico-go lib/backend/k8s/conversion/uids.go.
 */
export function convertedUid(uid: string): string {
  const digits = uid.replaceAll('-', '')
  if (!/^[0-9a-f]{32}$/i.test(digits)) return uid
  const bytes = Uint8Array.from({ length: 16 }, (_, index) => {
    const byte = Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16)
    return index === 6 || index === 8 ? byte : reversedBits(byte)
  })
  return formatUid(bytes)
}

function reversedBits(byte: number): number {
  let reversed = 0
  for (let bit = 0; bit < 8; bit++) if ((byte >> bit) & 1) reversed |= 0x80 >> bit
  return reversed
}

/** The version that a list has: that of the newest object in it. */
export const listVersion = (manifests: readonly Manifest[]): string =>
  String(Math.max(0, ...manifests.map((manifest) => Number(serverFields(manifest).resourceVersion) || 0)))

const SERVER_FIELDS = ['uid', 'resourceVersion', 'creationTimestamp', 'generation', 'selfLink', 'managedFields']

/** What an author may write of an object's metadata. */
export const authoredMetadata = (metadata: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(metadata).filter(([key]) => !SERVER_FIELDS.includes(key)))

/** The next version of an object that carries its version in the document; of others it follows from the content. */
export function withNextVersion(manifest: Manifest, all: readonly Manifest[]): Manifest {
  if (!isText(manifest.metadata.resourceVersion)) return manifest
  const versions = all.map(({ metadata }) => Number(metadata.resourceVersion) || 0)
  const next = Math.max(...versions, Number(manifest.metadata.resourceVersion) || 0) + 1
  return { ...manifest, metadata: { ...manifest.metadata, resourceVersion: String(next) } }
}
