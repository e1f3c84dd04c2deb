import { type HostName, WORKSTATION } from '../../../terminal/command'
import { HOME } from '../../../terminal/files'
import { hostName } from '../../../words/host-name'
import { say } from '../../../words/i18n'

/** What people call the machine. */
export const machineName = (host: HostName): string =>
  host === WORKSTATION ? say({ key: 'terminalPanel.workstation' }) : hostName(host)

const BOLD_BLUE = '\x1b[1;34m'
const BOLD_GREEN = '\x1b[1;32m'
const PLAIN = '\x1b[0m'

/** As bash greets root on Debian. */
export function promptOf(host: HostName, directory = HOME): string {
  const machine = host === WORKSTATION ? 'workstation' : hostName(host)
  const place = directory === HOME ? '~' : directory
  return `${BOLD_GREEN}root@${machine}${PLAIN}:${BOLD_BLUE}${place}${PLAIN}# `
}

export const CONTINUATION = '> '
