import { selectDevices, verbOf } from './device-selector'
import type { IpObject } from './ip-command'
import { jsonText } from './print-json'
import { briefStart, linkJson, linkLayerLines, linkLine } from './print-link'
import { refuseDevices } from './refuse-devices'

/** `ip link show`. */
export const ipLink: IpObject = (words, options, context) => {
  const { output } = context
  const rest = verbOf(words, 'link')
  const devices = rest.ok ? selectDevices(rest.value, context) : rest
  if (!devices.ok) return refuseDevices(devices.error, 'ip link', output)
  const style = { details: options.details, isLinkCommand: true }
  const separator = options.oneLine ? '\\' : '\n'
  if (options.json) {
    output.out(
      jsonText(
        devices.value.map((view) => linkJson(view, style)),
        options,
      ),
    )
  } else if (options.brief) {
    output.out(devices.value.map((view) => `${briefStart(view)}${view.address} <${view.flags.join(',')}> \n`).join(''))
  } else {
    const lines = devices.value.map((view) => [linkLine(view, style), ...linkLayerLines(view, style)].join(separator))
    output.out(lines.map((line) => `${line}\n`).join(''))
  }
  return { exitCode: 0 }
}
