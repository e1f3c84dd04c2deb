import { COMMANDS } from '../commands'
import { absolutePath, isDirectory, readFile } from '../files'
import { alias, unalias } from './builtins/aliases'
import { background, disown, foreground, kill, killByName, listJobs, processesNamed, wait } from './builtins/jobs'
import { plain, viewOf } from './builtins/plain'
import { mapfile, read } from './builtins/read'
import { bash, env, evaluate, source, ssh, sudo } from './builtins/run-others'
import { declare, exportNames, letBuiltin, returnFrom, set, shift, unset } from './builtins/variables'
import { sayHelp } from './help'
import { type Builtin, Leave } from './machine'
import { timeout } from './timeout'
import { watch } from './watch'

const cd = plain((machine, words, streams) => {
  const [given, ...more] = words.filter((word) => word !== '--')
  if (more.length > 0) {
    streams.err('bash: cd: too many arguments\n')
    return 1
  }
  const before = machine.variables.get('OLDPWD')
  if (given === '-' && before === undefined) {
    streams.err('bash: cd: OLDPWD not set\n')
    return 1
  }
  const target = given === '-' ? (before ?? '') : (given ?? machine.variables.get('HOME') ?? '/')
  if (!isDirectory(viewOf(machine), target)) {
    const file = readFile(viewOf(machine), target)
    streams.err(`bash: cd: ${target}: ${file.ok ? 'Not a directory' : file.error}\n`)
    return 1
  }
  machine.variables.set('OLDPWD', machine.directory)
  machine.directory = absolutePath(machine.directory, target)
  if (given === '-') streams.out(`${machine.directory}\n`)
  return 0
})

const exit = plain((machine, [code], streams) => {
  if (code !== undefined && !/^-?\d+$/.test(code)) {
    streams.err(`bash: exit: ${code}: numeric argument required\n`)
    machine.lastExitCode = 2
  } else if (code !== undefined) machine.lastExitCode = Number(code) & 255
  throw new Leave('exit', 1)
})

const leave = (what: 'break' | 'continue'): Builtin =>
  plain((_, [levels = '1']) => {
    throw new Leave(what, Math.max(1, Number(levels) || 1))
  })

const typeOf = plain((machine, words, streams) => {
  let exitCode = 0
  for (const name of words) {
    const value = machine.aliases.get(name)
    if (value !== undefined) streams.out(`${name} is aliased to \`${value}'\n`)
    else if (machine.functions.has(name))
      streams.out(`${name} is a function\n${name} () \n${machine.functions.get(name)}\n`)
    else if (BUILTINS.has(name) && !PROGRAMS_HERE.has(name)) streams.out(`${name} is a shell builtin\n`)
    else if (COMMANDS.has(name) || PROGRAMS_HERE.has(name)) streams.out(`${name} is /usr/bin/${name}\n`)
    else {
      streams.err(`bash: type: ${name}: not found\n`)
      exitCode = 1
    }
  }
  return exitCode
})

const which = plain((_, words, streams) => {
  const found = words.filter((name) => COMMANDS.has(name) || PROGRAMS_HERE.has(name))
  streams.out(found.map((name) => `/usr/bin/${name}\n`).join(''))
  return found.length === words.length ? 0 : 1
})

const command: Builtin = function* (machine, words, streams) {
  const [option, ...rest] = words
  if (option === '-v' || option === '-V') {
    const found = rest.filter((name) => COMMANDS.has(name) || BUILTINS.has(name))
    streams.out(found.map((name) => `${COMMANDS.has(name) ? `/usr/bin/${name}` : name}\n`).join(''))
    return found.length > 0 ? 0 : 1
  }
  return words.length === 0 ? 0 : yield* machine.world.interpreter.runWords(machine, words, streams)
}

const history = plain((machine, [count], streams) => {
  const { history: lines = [] } = machine.world.session.shells?.[machine.host] ?? {}
  const from = count === undefined ? 0 : Math.max(0, lines.length - Number(count))
  streams.out(
    lines
      .map((line, index) => `${String(index + 1).padStart(5)}  ${line}\n`)
      .slice(from)
      .join(''),
  )
  return 0
})

const help = plain((_, [name], streams) => sayHelp(name, [...BUILTINS.keys()], streams))

/** Programs that are run here, as they run others. */
const PROGRAMS_HERE = new Set([
  ...['bash', 'sh', 'ssh', 'sudo', 'env', 'timeout', 'watch', 'which', 'pkill', 'pgrep', 'killall'],
])

export const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['.', source],
  [':', plain(() => 0)],
  ['alias', alias],
  ['bash', bash],
  ['bg', background],
  ['break', leave('break')],
  ['cd', cd],
  ['command', command],
  ['continue', leave('continue')],
  ['declare', declare('declare')],
  ['disown', disown],
  ['env', env],
  ['eval', evaluate],
  ['exit', exit],
  ['export', exportNames],
  ['fg', foreground],
  ['help', help],
  ['history', history],
  ['jobs', listJobs],
  ['kill', kill],
  ['killall', killByName('killall')],
  ['let', letBuiltin],
  ['local', declare('local')],
  ['logout', exit],
  ['mapfile', mapfile],
  ['pgrep', processesNamed],
  ['pkill', killByName('pkill')],
  ['read', read],
  ['readarray', mapfile],
  ['readonly', declare('readonly')],
  ['return', returnFrom],
  ['set', set],
  ['sh', bash],
  ['shift', shift],
  ['source', source],
  ['ssh', ssh],
  ['sudo', sudo],
  ['timeout', timeout],
  ['type', typeOf],
  ['typeset', declare('declare')],
  ['unalias', unalias],
  ['unset', unset],
  ['wait', wait],
  ['watch', watch],
  ['which', which],
])
