/** What fflate's streams have in common. */
interface InflateStream {
  ondata: (chunk: Uint8Array<ArrayBuffer>, isLast: boolean) => void
  push(chunk: Uint8Array, isLast: boolean): void
}

/**
 * Unpacks `bytes` a piece at a time, so that `take` can throw before a bomb has gone off.
 * @throws what `take` throws, or fflate for what is not packed so, or ends too early
 */
export function inflateInPieces(
  stream: InflateStream,
  bytes: Uint8Array,
  take: (chunk: Uint8Array) => void,
  pieceLength: number,
): void {
  let sawEnd = false
  stream.ondata = (chunk, isLast) => {
    sawEnd ||= isLast
    take(chunk)
  }
  for (let at = 0; at < bytes.length; at += pieceLength) {
    stream.push(bytes.subarray(at, at + pieceLength), at + pieceLength >= bytes.length)
  }
  if (!sawEnd) throw new Error('ends too early')
}

/** The parts one after the other. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
