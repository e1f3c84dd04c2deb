/**
 * A line as far as it has been typed, cut into words. The shell's own parser reads what is complete; here quotes and
 * brackets may still be open.
 */

export interface TypedWords {
  /** The complete words of the command at the cursor, without their quotes. */
  readonly words: readonly string[]
  /** What stands of the word at the cursor. */
  readonly word: string
  /** Where in the text the part of it begins that a completion replaces: after a quote that is open. */
  readonly from: number
  /** The part of the word that stays as it is. */
  readonly kept: string
  /** The quote that is open. */
  readonly quote: '' | '"' | "'"
  readonly place: 'word' | 'file' | 'variable' | 'nothing'
}

interface Frame {
  words: string[]
  /** The word that is being read; undefined between words. */
  current: string | undefined
  start: number
  /** What follows a redirection. */
  target: 'file' | 'text' | undefined
  /** What ends the frame: that of a subshell, or of a substitution inside a word. */
  readonly closes: ')' | '`' | ''
  /** It stands inside double quotes. */
  readonly quoted: boolean
}

const frameAt = (start: number, closes: Frame['closes'] = '', quoted = false): Frame => ({
  words: [],
  current: undefined,
  start,
  target: undefined,
  closes,
  quoted,
})

const RESERVED = new Set(['!', '{', 'if', 'then', 'elif', 'else', 'while', 'until', 'do', 'time'])
const ASSIGNMENT = /^[A-Za-z_]\w*\+?=/

export function typedWords(text: string): TypedWords {
  const frames: Frame[] = [frameAt(0)]
  let quote: TypedWords['quote'] = ''
  let quoteStart = 0
  /** Of the word, what stands before the open quote. */
  let before = ''
  let isComment = false
  const top = (): Frame => frames.at(-1) as Frame
  const add = (piece: string, at: number): void => {
    const frame = top()
    if (frame.current === undefined) frame.start = at
    frame.current = (frame.current ?? '') + piece
  }
  const endWord = (): void => {
    const frame = top()
    if (frame.current !== undefined && frame.target === undefined) frame.words.push(frame.current)
    if (frame.current !== undefined) frame.target = undefined
    frame.current = undefined
  }
  const endCommand = (): void => {
    endWord()
    top().words = []
    top().target = undefined
  }
  const open = (at: number, closes: Frame['closes']): void => {
    frames.push(frameAt(at, closes, quote === '"'))
    quote = ''
  }
  const close = (at: number): void => {
    const { quoted } = frames.pop() as Frame
    if (frames.length === 0) frames.push(frameAt(at))
    if (quoted) quote = '"'
  }
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    const next = text.charAt(at + 1)
    if (isComment) {
      isComment = character !== '\n'
      if (!isComment) endCommand()
    } else if (quote === "'") {
      if (character === "'") quote = ''
      else add(character, at)
    } else if (character === '\\') {
      if (at + 1 >= text.length) break
      const isPlain = quote === '"' && !'"\\$`'.includes(next)
      if (next !== '\n') add(isPlain ? character + next : next, at)
      at++
    } else if (character === '$' && next === '(') {
      add('$(', at)
      open(at + 2, ')')
      at++
    } else if (character === '`') {
      if (top().closes === '`') close(at)
      else {
        add('`', at)
        open(at + 1, '`')
      }
    } else if (character === '"' || (character === "'" && quote === '')) {
      if (quote === character) quote = ''
      else {
        before = top().current ?? ''
        add('', at)
        quote = character
        quoteStart = at + 1
      }
    } else if (quote === '"') add(character, at)
    else if (character === '#' && top().current === undefined) isComment = true
    else if (/\s/.test(character)) {
      if (character === '\n') endCommand()
      else endWord()
    } else if ('|&;'.includes(character)) {
      // `2>&1`, `&>file` are redirections; any other `&` ends a command.
      if (character === '&' && next === '>') endWord()
      else if (character === '&' && /[<>]$/.test(text.slice(0, at))) top().target = 'text'
      else endCommand()
    } else if (character === '(') {
      endCommand()
      open(at + 1, ')')
    } else if (character === ')') {
      if (top().closes === ')') close(at)
      else endCommand()
    } else if (character === '<' || character === '>') {
      if (/^\d+$/.test(top().current ?? '')) top().current = undefined
      endWord()
      top().target = character === '<' && next === '<' ? 'text' : 'file'
      while ('<>|-'.includes(text.charAt(at + 1)) && text.charAt(at + 1) !== '') at++
    } else add(character, at)
  }
  const frame = top()
  const word = frame.current ?? ''
  const start = frame.current === undefined ? text.length : frame.start
  const words = withoutStart(frame.words)
  const variable = quote === "'" ? undefined : /(^|[^\\])(\$\{?\w*)$/.exec(text)?.[2]
  if (isComment) return { words, word: '', from: text.length, kept: '', quote: '', place: 'nothing' }
  if (variable !== undefined) {
    return { words, word: variable, from: text.length - variable.length, kept: '', quote, place: 'variable' }
  }
  const place = frame.target === undefined ? 'word' : frame.target === 'file' ? 'file' : 'nothing'
  const isOpen = quote !== ''
  return { words, word, from: isOpen ? quoteStart : start, kept: isOpen ? before : '', quote, place }
}

/** Without what may stand before a command: reserved words, assignments. */
function withoutStart(words: readonly string[]): readonly string[] {
  const first = words.findIndex((word) => !RESERVED.has(word) && !ASSIGNMENT.test(word))
  return first < 0 ? [] : words.slice(first)
}

/** How a word is written so that the shell reads it back, inside a quote or outside. */
export function written(value: string, quote: TypedWords['quote'], isWhole: boolean): string {
  const end = isWhole ? quote : ''
  if (quote === "'") return value.replaceAll("'", "'\\''") + end
  if (quote === '"') return value.replace(/["\\$`]/g, '\\$&') + end
  return value.replace(/[\s'"\\$`&|;<>()*?[\]#!{}]/g, '\\$&')
}
