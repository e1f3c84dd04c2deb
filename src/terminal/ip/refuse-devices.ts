import type { CommandEnd } from '../command'
import type { Output } from '../output'
import type { DeviceProblem } from './device-selector'

export function refuseDevices(problem: DeviceProblem, command: string, output: Output): CommandEnd {
  if (problem.kind === 'says') {
    output.err(problem.text)
    return { exitCode: problem.exitCode }
  }
  output.note({ code: 'option-not-modelled', params: { command, option: problem.option } })
  return { exitCode: 1 }
}
