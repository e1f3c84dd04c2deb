/** One command typed on one host, and what it printed on both streams; `exit N` on a line of its own where it failed. */
export interface ToolLine {
  readonly host: string
  readonly command: string
  readonly printed: string
}

/**
 * A file of `fixtures/terminal/tools`: what is said before the first command (which lab, what was used), then commands
 * on lines that start with `$ HOST `, each followed by what it printed.
 */
export interface ToolRecording {
  readonly head: string
  readonly lab: string
  /** How long nothing happens before each command. */
  readonly pauseSeconds: number
  /** Real BIRDs run on the lab's nodes and routers. */
  readonly hasBird: boolean
  /** The nodes have table nat and its ip sets as Felix writes them. */
  readonly hasFelixNat: boolean
  readonly lines: readonly ToolLine[]
}

/** So long that every machine may complain again of anything (`XRLIM_BURST_FACTOR` seconds). */
const PAUSE_SECONDS = 7

/** @throws Error if it names no lab. */
export function readToolRecording(text: string): ToolRecording {
  const [head = '', ...parts] = text.split(/^\$ /m)
  const lab = /^# lab: (\S+)$/m.exec(head)?.[1]
  if (lab === undefined) throw new Error('no lab is named')
  const lines = parts.map((part) => {
    const [, host = '', command = '', printed = ''] = /^(\S+) (.*)\n?([\s\S]*)$/.exec(part) ?? []
    return { host, command, printed }
  })
  const pauseSeconds = Number(/^# pause: (\d+)$/m.exec(head)?.[1] ?? PAUSE_SECONDS)
  return { head, lab, pauseSeconds, hasBird: /^# bird$/m.test(head), hasFelixNat: /^# felix-nat$/m.test(head), lines }
}

export const writeToolRecording = ({ head, lines }: ToolRecording): string =>
  head + lines.map(({ host, command, printed }) => `$ ${host} ${command}\n${printed}`).join('')
