import { Gunzip } from 'fflate'
import type { Issue } from '../engine/issue'
import { fail, ok, type Result } from '../engine/result'
import { baseName, type ImportFile } from './import-file'
import { importIssue } from './import-issue'
import { TarReader } from './tar'

/** `calicoctl cluster diags` and `node diags` pack logs too; those are stepped over. */
const LARGEST_UNPACKED = 2_000_000_000
/** No log or YAML is packed as tightly; what is, is there to fill the memory. */
const MOST_TIMES_LARGER = 250
const SMALLEST_BOMB = 30_000_000
const PIECE = 65_536

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)

/** `ustar`, where a tar archive has it. */
export const isTar = (bytes: Uint8Array): boolean =>
  bytes[257] === 0x75 && bytes[258] === 0x73 && bytes[259] === 0x74 && bytes[260] === 0x61 && bytes[261] === 0x72

/**
 * What of an archive's files an import reads: resources, routing tables, and the host's name that stands beside one
 * (calicoctl `commands/cluster/diags.go`, `commands/node/diags.go`). [IMPORT-6]
 */
export const isOfInterest = (name: string): boolean =>
  /\.(ya?ml|json)$/i.test(name) || /^(ip-route\.txt|ipv4_route|hostname|routes?(\.txt)?)$/.test(baseName(name))

class TooLarge extends Error {}

/** The files of a tar or tar.gz archive that an import reads, or of a lone file that was packed with gzip. [IMPORT-7] */
export function unpack(file: string, bytes: Uint8Array): Result<readonly ImportFile[], Issue> {
  const tar = new TarReader(isOfInterest)
  const whole: Uint8Array[] = []
  let unpacked = 0
  let isTarFile: boolean | undefined
  const take = (chunk: Uint8Array): void => {
    unpacked += chunk.length
    const isBomb = unpacked > SMALLEST_BOMB && unpacked > bytes.length * MOST_TIMES_LARGER
    if (isBomb || unpacked > LARGEST_UNPACKED) throw new TooLarge()
    if (chunk.length > 0) isTarFile ??= isTar(chunk)
    if (isTarFile === true) tar.push(chunk)
    else whole.push(chunk.slice())
  }
  try {
    if (isGzip(bytes)) gunzip(bytes, take)
    else take(bytes)
  } catch (error) {
    const size = Math.round(unpacked / 1_000_000)
    if (error instanceof TooLarge) return fail(importIssue(file, 'archive-bomb', { size }))
    return fail(importIssue(file, 'archive-broken'))
  }
  if (isTarFile !== true) {
    return ok([{ name: file.replace(/\.(gz|tgz)$/i, ''), content: joined(whole, unpacked) }])
  }
  tar.end()
  if (tar.fault !== undefined)
    return fail(importIssue(file, tar.fault === 'truncated' ? 'archive-broken' : `archive-${tar.fault}`))
  if (tar.members.length === 0) return fail(importIssue(file, 'archive-empty'))
  return ok(
    tar.members.map(({ name, bytes: content }) => ({
      name: `${file}/${name.replace(/^\.\//, '')}`,
      content,
      incidental: true,
    })),
  )
}

/** @throws what fflate throws for what is not gzip, or ends too early */
function gunzip(bytes: Uint8Array, take: (chunk: Uint8Array) => void): void {
  let sawEnd = false
  const stream = new Gunzip((chunk, isLast) => {
    sawEnd ||= isLast
    take(chunk)
  })
  for (let at = 0; at < bytes.length; at += PIECE) {
    stream.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length)
  }
  if (!sawEnd) throw new Error('ends too early')
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
