/** Programs that run another: what stands behind their own words is completed as that one's. */
import { findHost } from '../../engine/lab/find-host'
import { type TypingView, viewOn } from './completion'

/** Letters of its options that take a value, and how many operands stand before the command. */
interface Runner {
  readonly takingValue: string
  readonly operands: number
}

const RUNS_OTHERS: Readonly<Record<string, Runner>> = {
  command: { takingValue: '', operands: 0 },
  env: { takingValue: '', operands: 0 },
  nohup: { takingValue: '', operands: 0 },
  sudo: { takingValue: '', operands: 0 },
  ssh: { takingValue: 'ilpo', operands: 1 },
  timeout: { takingValue: 'ks', operands: 1 },
  watch: { takingValue: 'n', operands: 0 },
  xargs: { takingValue: 'nILd', operands: 0 },
}

export interface InnerCommand {
  /** Its name first; none if that is what is being typed. */
  readonly words: readonly string[]
  readonly view: TypingView
}

/** What the command in `words` would run, if as much is typed of it; else undefined. */
export function innerCommand(words: readonly string[], view: TypingView): InnerCommand | undefined {
  const [name = '', ...rest] = words
  if (name === 'kubectl' && rest.includes('exec')) return execCommand(rest, view)
  const runner = Object.hasOwn(RUNS_OTHERS, name) ? RUNS_OTHERS[name] : undefined
  if (!runner) return undefined
  let left = runner.operands
  let host: string | undefined
  for (let at = 0; at <= rest.length; at++) {
    const word = rest[at]
    if (word === undefined) return left === 0 ? { words: [], view: elsewhere(view, host) } : undefined
    if (word.startsWith('-')) {
      if (word.length === 2 && runner.takingValue.includes(word.charAt(1))) {
        if (at + 1 >= rest.length) return undefined
        at++
      }
    } else if (name !== 'env' || !word.includes('=')) {
      if (left === 0) return { words: rest.slice(at), view: elsewhere(view, host) }
      left--
      if (name === 'ssh') host = word.replace(/^.*@/, '')
    }
  }
  return undefined
}

/** `kubectl exec POD -- COMMAND`; the words in front are kubectl's own to complete. */
function execCommand(words: readonly string[], view: TypingView): InnerCommand | undefined {
  const dash = words.indexOf('--')
  if (dash < 0) return undefined
  const named = words.slice(words.indexOf('exec') + 1, dash)
  const isValue = (index: number): boolean => /^(-n|--namespace|-c|--container)$/.test(named[index - 1] ?? '')
  const pod = named.find((word, index) => !word.startsWith('-') && !isValue(index))?.replace(/^pods?\//, '')
  const at = words.findIndex((word) => word === '-n' || word === '--namespace')
  const namespace = at < 0 || at > dash ? 'default' : words[at + 1]
  return { words: words.slice(dash + 1), view: elsewhere(view, pod && `${namespace}/${pod}`) }
}

/** As seen by a command that runs on another host, from its home. */
function elsewhere(view: TypingView, name: string | undefined): TypingView {
  const host = name === undefined ? undefined : findHost(view.fabric, name)
  return host === undefined ? view : viewOn(view.session, host)
}
