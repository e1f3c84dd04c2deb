import { Gunzip } from 'fflate'
import type { Issue } from '../engine/issue'
import { fail, ok, type Result } from '../engine/result'
import { inflateInPieces, joined } from '../io/inflate'
import { baseName, type ImportFile } from './import-file'
import { importIssue } from './import-issue'
import { type TarMember, TarReader } from './tar'
import { ZipUnread, zipContent, zipMembers } from './zip'

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

class TooLarge extends Error {
  constructor(readonly unpackedBytes: number) {
    super('too large')
  }
}

/** Hears of every piece that is unpacked. @throws TooLarge when it is no archive of diagnostics any more */
function bombWatch(packedBytes: number): (chunk: Uint8Array) => void {
  let unpacked = 0
  return ({ length }) => {
    unpacked += length
    const isBomb = unpacked > SMALLEST_BOMB && unpacked > packedBytes * MOST_TIMES_LARGER
    if (isBomb || unpacked > LARGEST_UNPACKED) throw new TooLarge(unpacked)
  }
}

/** The files of a zip, tar or tar.gz archive that an import reads, or of a lone file that was packed with gzip. [IMPORT-7] */
export function unpack(file: string, bytes: Uint8Array): Result<readonly ImportFile[], Issue> {
  try {
    return isZip(bytes) ? unzipped(file, bytes) : untarred(file, bytes)
  } catch (error) {
    if (error instanceof TooLarge) {
      return fail(importIssue(file, 'archive-bomb', { size: Math.round(error.unpackedBytes / 1_000_000) }))
    }
    return fail(importIssue(file, error instanceof ZipUnread ? 'archive-zip' : 'archive-broken'))
  }
}

/** @throws TooLarge, and what is thrown for what is not packed so */
function untarred(file: string, bytes: Uint8Array): Result<readonly ImportFile[], Issue> {
  const tar = new TarReader(isOfInterest)
  const whole: Uint8Array[] = []
  const watch = bombWatch(bytes.length)
  let isTarFile: boolean | undefined
  const take = (chunk: Uint8Array): void => {
    watch(chunk)
    if (chunk.length > 0) isTarFile ??= isTar(chunk)
    if (isTarFile === true) tar.push(chunk)
    else whole.push(chunk.slice())
  }
  if (isGzip(bytes)) inflateInPieces(new Gunzip(), bytes, take, PIECE)
  else take(bytes)
  if (isTarFile !== true) return ok([{ name: file.replace(/\.(gz|tgz)$/i, ''), content: joined(whole) }])
  tar.end()
  if (tar.fault !== undefined)
    return fail(importIssue(file, tar.fault === 'truncated' ? 'archive-broken' : `archive-${tar.fault}`))
  return membersOf(file, tar.members)
}

/** @throws TooLarge, ZipUnread, and what is thrown for what is not packed so */
function unzipped(file: string, bytes: Uint8Array): Result<readonly ImportFile[], Issue> {
  const watch = bombWatch(bytes.length)
  const wanted = zipMembers(bytes).filter(({ name }) => isOfInterest(name))
  return membersOf(
    file,
    wanted.map((member) => ({ name: member.name, bytes: zipContent(bytes, member, watch) })),
  )
}

function membersOf(archive: string, members: readonly TarMember[]): Result<readonly ImportFile[], Issue> {
  if (members.length === 0) return fail(importIssue(archive, 'archive-empty'))
  return ok(
    members.map(({ name, bytes: content }) => ({
      name: `${archive}/${name.replace(/^\.\//, '')}`,
      content,
      incidental: true,
    })),
  )
}
