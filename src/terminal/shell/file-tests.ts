import { type FileView, isDirectory, readFile, readText } from '../files'

/** What `test` and `[[` ask of a word; undefined: neither knows the operator. Everything may be read and written there. */
export function wordTest(operator: string, word: string, view: FileView): boolean | undefined {
  switch (operator) {
    case '-n':
      return word !== ''
    case '-z':
      return word === ''
    case '-d':
    case '-x':
      return isDirectory(view, word)
    case '-e':
    case '-r':
    case '-w':
      return isDirectory(view, word) || readFile(view, word).ok
    case '-f':
      return readFile(view, word).ok
    case '-s': {
      const text = readText(view, word)
      return text.ok && text.value !== ''
    }
    default:
      return undefined
  }
}
