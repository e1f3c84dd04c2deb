import { strToU8 } from 'fflate'
import { joined } from '../io/inflate'

/** A tar archive as `tar cf` writes it, for tests of what reads one. */
export function tarOf(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const blocks = Object.entries(files).flatMap(([name, content]) => {
    const bytes = typeof content === 'string' ? strToU8(content) : content
    const padded = new Uint8Array(Math.ceil(bytes.length / 512) * 512)
    padded.set(bytes)
    const long = name.length > 99
    return [
      ...(long ? [header('././@LongLink', name.length + 1, 'L'), block(`${name}\0`)] : []),
      header(long ? name.slice(0, 99) : name, bytes.length, '0'),
      padded,
    ]
  })
  return joined([...blocks, new Uint8Array(1024)])
}

function header(name: string, size: number, type: string): Uint8Array {
  const bytes = new Uint8Array(512)
  const put = (at: number, text: string) => bytes.set(strToU8(text), at)
  put(0, name)
  put(100, '0000644\0')
  put(124, `${size.toString(8).padStart(11, '0')}\0`)
  put(136, '00000000000\0')
  put(148, '        ')
  put(156, type)
  put(257, 'ustar\u000000')
  const sum = bytes.reduce((total, byte) => total + byte, 0)
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `)
  return bytes
}

function block(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(text.length / 512) * 512)
  bytes.set(strToU8(text))
  return bytes
}
