/** What a terminal sends for one key, or a run of characters that were typed or pasted. */
export type Key = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'control'; readonly name: string }

/** Escape sequences and control characters by the names that readline's manual uses. */
const NAMES: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\x7f': 'backspace',
  '\b': 'backspace',
  '\x1b': 'escape',
  '\x1b[A': 'up',
  '\x1b[B': 'down',
  '\x1b[C': 'right',
  '\x1b[D': 'left',
  '\x1bOA': 'up',
  '\x1bOB': 'down',
  '\x1bOC': 'right',
  '\x1bOD': 'left',
  '\x1b[H': 'home',
  '\x1b[F': 'end',
  '\x1bOH': 'home',
  '\x1bOF': 'end',
  '\x1b[1~': 'home',
  '\x1b[4~': 'end',
  '\x1b[3~': 'delete',
  '\x1b[1;5C': 'word-right',
  '\x1b[1;5D': 'word-left',
  '\x1b[1;3C': 'word-right',
  '\x1b[1;3D': 'word-left',
  '\x1bf': 'word-right',
  '\x1bb': 'word-left',
  '\x1b\x7f': 'delete-word',
  '\x1bd': 'delete-next-word',
}

const CONTROLS: Readonly<Record<string, string>> = {
  a: 'home',
  b: 'left',
  c: 'interrupt',
  d: 'end-of-file',
  e: 'end',
  f: 'right',
  g: 'give-up',
  k: 'delete-to-end',
  l: 'clear',
  n: 'down',
  p: 'up',
  r: 'search',
  u: 'delete-to-start',
  w: 'delete-word',
  y: 'yank',
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it tells apart
const PARTS = /\r\n|\x1b\[[0-9;]*[A-Za-z~]|\x1bO[A-Z]|\x1b[\x7fa-z]|[\x00-\x1f\x7f]|[^\x00-\x1f\x7f]+/g

/** What was typed, key by key. What has no meaning here is left out. */
export function keysIn(data: string): readonly Key[] {
  return (data.match(PARTS) ?? []).flatMap((part): Key[] => {
    if (part === '\r\n') return [{ kind: 'control', name: 'enter' }]
    const code = part.charCodeAt(0)
    if (code >= 32 && code !== 127) return [{ kind: 'text', text: part }]
    const control = code < 27 ? CONTROLS[String.fromCharCode(code + 96)] : undefined
    const name = NAMES[part] ?? control
    return name === undefined ? [] : [{ kind: 'control', name }]
  })
}
