const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
}

/** Backslash escapes as bash's `echo -e` and `printf` read them; after `\c` (`stops`) nothing more is printed. */
export function backslashes(
  text: string,
  dialect: 'echo' | 'printf',
): { readonly text: string; readonly stops: boolean } {
  let result = ''
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (character !== '\\' || at + 1 >= text.length) {
      result += character
      continue
    }
    const next = text.charAt(at + 1)
    if (next === 'c') return { text: result, stops: true }
    const octal = (dialect === 'echo' ? /^0([0-7]{0,3})/ : /^([0-7]{1,3})/).exec(text.slice(at + 1, at + 5))
    const hexadecimal = /^x([\da-fA-F]{1,2})/.exec(text.slice(at + 1, at + 4))
    const unicode = /^u([\da-fA-F]{1,4})|^U([\da-fA-F]{1,8})/.exec(text.slice(at + 1, at + 10))
    if (octal) {
      result += String.fromCharCode(Number.parseInt(octal[1] || '0', 8) & 255)
      at += octal[0].length
    } else if (hexadecimal) {
      result += String.fromCharCode(Number.parseInt(hexadecimal[1] ?? '0', 16))
      at += hexadecimal[0].length
    } else if (unicode) {
      const code = Number.parseInt(unicode[1] ?? unicode[2] ?? '0', 16)
      result += code <= 0x10ffff ? String.fromCodePoint(code) : ''
      at += unicode[0].length
    } else if (Object.hasOwn(SIMPLE, next)) {
      result += SIMPLE[next]
      at++
    } else if (dialect === 'printf' && (next === '"' || next === "'")) {
      result += next
      at++
    } else result += character
  }
  return { text: result, stops: false }
}
