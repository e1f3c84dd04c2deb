import type { Key } from './keys'

/** A line that is being typed. */
export interface TypedLine {
  readonly before: string
  /** What stands after the cursor. */
  readonly after: string
  /** Where in the history it is; absent: it is a new line. */
  readonly recalled?: number
  /** The new line, while an older one is looked at. */
  readonly draft: string
  /** What was last deleted, for Ctrl-Y. */
  readonly killed: string
  /** Ctrl-R: what is looked for in the history. */
  readonly sought?: string
}

export const EMPTY_LINE: TypedLine = { before: '', after: '', draft: '', killed: '' }

export const lineText = ({ before, after }: TypedLine): string => before + after

/** What the terminal is to do about a key, if changing the line is not all. */
export type Wanted = 'run' | 'interrupt' | 'complete' | 'leave' | 'clear'

export interface Edited {
  readonly line: TypedLine
  readonly wanted?: Wanted
}

const WORD_BEFORE = /\S+\s*$/
const WORD_AFTER = /^\s*\S+/

type Edit = (line: TypedLine) => TypedLine

const moved = (line: TypedLine, before: string, after: string): TypedLine => ({ ...line, before, after })

const EDITS: Readonly<Record<string, Edit>> = {
  left: (line) => moved(line, line.before.slice(0, -1), line.before.slice(-1) + line.after),
  right: (line) => moved(line, line.before + line.after.slice(0, 1), line.after.slice(1)),
  home: (line) => moved(line, '', lineText(line)),
  end: (line) => moved(line, lineText(line), ''),
  'word-left': (line) => {
    const word = WORD_BEFORE.exec(line.before)?.[0] ?? ''
    return moved(line, line.before.slice(0, line.before.length - word.length), word + line.after)
  },
  'word-right': (line) => {
    const word = WORD_AFTER.exec(line.after)?.[0] ?? line.after
    return moved(line, line.before + word, line.after.slice(word.length))
  },
  backspace: (line) => ({ ...line, before: line.before.slice(0, -1) }),
  delete: (line) => ({ ...line, after: line.after.slice(1) }),
  'delete-word': (line) => {
    const killed = WORD_BEFORE.exec(line.before)?.[0] ?? line.before
    return { ...line, before: line.before.slice(0, line.before.length - killed.length), killed }
  },
  'delete-next-word': (line) => {
    const killed = WORD_AFTER.exec(line.after)?.[0] ?? line.after
    return { ...line, after: line.after.slice(killed.length), killed }
  },
  'delete-to-start': (line) => ({ ...line, before: '', killed: line.before }),
  'delete-to-end': (line) => ({ ...line, after: '', killed: line.after }),
  yank: (line) => ({ ...line, before: line.before + line.killed }),
}

const WANTED: Readonly<Record<string, Wanted>> = {
  enter: 'run',
  interrupt: 'interrupt',
  tab: 'complete',
  clear: 'clear',
}

/** What a key makes of a line, as bash's readline has it. `history` has the newest last. */
export function pressed(line: TypedLine, key: Key, history: readonly string[]): Edited {
  if (line.sought !== undefined) return seeking(line, line.sought, key, history)
  if (key.kind === 'text') return { line: { ...line, before: line.before + key.text } }
  const edit = EDITS[key.name]
  if (edit) return { line: edit(line) }
  switch (key.name) {
    case 'up':
      return { line: recall(line, (line.recalled ?? history.length) - 1, history) }
    case 'down':
      return { line: recall(line, (line.recalled ?? history.length) + 1, history) }
    case 'search':
      return { line: { ...line, sought: '', draft: lineText(line) } }
    case 'end-of-file':
      return lineText(line) === '' ? { line, wanted: 'leave' } : { line: { ...line, after: line.after.slice(1) } }
    default: {
      const wanted = WANTED[key.name]
      return wanted ? { line, wanted } : { line }
    }
  }
}

function recall(line: TypedLine, index: number, history: readonly string[]): TypedLine {
  if (index < 0 || index > history.length) return line
  const draft = line.recalled === undefined ? lineText(line) : line.draft
  if (index === history.length) {
    const { recalled: _, ...rest } = line
    return { ...rest, before: draft, after: '', draft }
  }
  return { ...line, before: history[index] ?? '', after: '', recalled: index, draft }
}

function seeking(line: TypedLine, sought: string, key: Key, history: readonly string[]): Edited {
  const { sought: _, ...found } = line
  if (key.kind === 'text') return { line: search(line, sought + key.text, history.length, history) }
  switch (key.name) {
    case 'backspace':
      return { line: search(line, sought.slice(0, -1), history.length, history) }
    case 'search':
      return { line: search(line, sought, line.recalled ?? history.length, history) }
    case 'give-up':
    case 'escape':
      return { line: { ...EMPTY_LINE, before: line.draft, killed: line.killed } }
    case 'interrupt':
      return { line: found, wanted: 'interrupt' }
    default:
      return pressed(found, key, history)
  }
}

/** The newest line before `from` in the history that holds what is sought; without one, nothing changes but what is sought. */
function search(line: TypedLine, sought: string, from: number, history: readonly string[]): TypedLine {
  const index = sought === '' ? -1 : history.slice(0, from).findLastIndex((each) => each.includes(sought))
  const text = history[index]
  if (text === undefined) return { ...line, sought }
  const at = text.indexOf(sought)
  return { ...line, sought, recalled: index, before: text.slice(0, at), after: text.slice(at) }
}
