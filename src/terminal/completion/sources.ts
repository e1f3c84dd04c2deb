import { addressOfHost } from '../../engine/lab/find-host'
import { formatIpv4 } from '../../engine/net/ipv4'
import { type HostName, type Session, WORKSTATION } from '../command'
import { COMMANDS } from '../commands'
import { absolutePath, DIRECTORIES, filesOf, HOME } from '../files'
import { displayName } from '../host-names'
import { BUILTINS } from '../shell/builtins'
import { FRESH_SHELL, type ShellState } from '../shell/shell-state'
import type { Candidate, Source, TypingView } from './completion'

export function candidatesFrom(source: Source, word: string, view: TypingView): readonly (string | Candidate)[] {
  if (typeof source !== 'string') return source
  switch (source) {
    case 'files':
      return files(word, view)
    case 'hosts':
      return hosts(view)
    case 'addresses':
      return addresses(view)
    case 'devices':
      return devices(view)
    case 'commands':
      return commands(view)
    case 'nothing':
      return []
  }
}

/** Files and directories; hidden ones when a dot asks for them. */
export function files(
  word: string,
  { session, host, directory }: TypingView,
  onlyFolders = false,
): readonly Candidate[] {
  const slash = word.lastIndexOf('/') + 1
  const typed = word.slice(0, slash)
  const base = absolutePath(directory, typed.replace(/^~(?=\/)/, HOME))
  const start = base === '/' ? '/' : `${base}/`
  const paths = [...Object.keys(filesOf(session, host)), ...DIRECTORIES.map((path) => `${path}/`)]
  const inside = paths.filter((path) => path.startsWith(start) && path !== start && path !== '//')
  const names = new Set(inside.map((path) => path.slice(start.length).replace(/\/.*$/, '/')))
  const isHiddenWanted = word.charAt(slash) === '.'
  return [...names]
    .filter((name) => (isHiddenWanted || !name.startsWith('.')) && (!onlyFolders || name.endsWith('/')))
    .map((name) => ({ value: typed + name, shown: name, ...(name.endsWith('/') && { goesOn: true as const }) }))
}

const hosts = ({ fabric }: TypingView): readonly string[] =>
  [...fabric.namespaces.keys()].map((name) => displayName(fabric, name))

/** Pods have no names that a resolver would know: their addresses, which the names find all the same. */
const addresses = ({ fabric, host }: TypingView): readonly Candidate[] =>
  [...fabric.namespaces.values()]
    .filter(({ name, links }) => name !== host && links.some(hasAddress))
    .map(({ name }) => {
      const value = formatIpv4(addressOfHost(fabric, name))
      const alias = displayName(fabric, name)
      return { value, alias, shown: `${value} (${alias})` }
    })

const hasAddress = ({ addresses: all }: { readonly addresses: readonly { readonly scope: string }[] }): boolean =>
  all.some(({ scope }) => scope === 'global')

const devices = ({ fabric, host }: TypingView): readonly string[] =>
  host === WORKSTATION ? ['lo'] : (fabric.namespaces.get(host)?.links ?? []).map(({ name }) => name)

const KEYWORDS = ['do', 'done', 'elif', 'else', 'fi', 'for', 'if', 'in', 'then', 'until', 'while']

/** What the host's shell holds. */
export const stateOn = (session: Session, host: HostName): ShellState => ({ ...FRESH_SHELL, ...session.shells?.[host] })

/** What can stand first in a command. */
export const commands = ({ session, host, fabric }: TypingView): readonly string[] => [
  ...[...COMMANDS].filter(([, { on }]) => !on || on.includes(placeOf(host, fabric))).map(([name]) => name),
  ...BUILTINS.keys(),
  ...Object.keys(stateOn(session, host).aliases),
  ...KEYWORDS,
]

const placeOf = (host: HostName, { namespaces }: TypingView['fabric']) =>
  host === WORKSTATION ? 'workstation' : (namespaces.get(host)?.role ?? 'pod')
