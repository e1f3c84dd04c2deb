import { completeOptions } from '../completion/complete-options'
import type { Completion } from '../completion/completion'
import { TCPDUMP_LETTERS } from './tcpdump-options'

const OPTIONS = { letters: TCPDUMP_LETTERS, values: { i: 'devices', c: 'nothing', s: 'nothing' } } as const

const PRIMITIVES = [
  ...['and', 'dst', 'greater', 'host', 'icmp', 'ip', 'less', 'net', 'not', 'or', 'port', 'proto', 'src'],
  ...['tcp', 'udp'],
]

/** The options, `any` among the devices, and in the filter its words; addresses where one is wanted. */
export const completeTcpdump: Completion = (typing) => {
  const { words, word, from } = typing
  const last = words.at(-1) ?? ''
  if (/^-\w*i$/.test(last)) return ['any', ...from('devices')]
  if (/^-\w*[rwFcs]$/.test(last) || word.startsWith('-')) return completeOptions(OPTIONS, typing)
  return ['host', 'src', 'dst'].includes(last) ? [...from('addresses'), 'host'] : PRIMITIVES
}
