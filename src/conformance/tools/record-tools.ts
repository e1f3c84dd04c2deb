import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Fabric } from '../../engine/fabric/fabric'
import { findHost } from '../../engine/lab/find-host'
import { realize } from '../../engine/lab/realize'
import { parseLab } from '../../io/parse-lab'
import { guestNames, programFabric } from '../../exporting/program-fabric'
import { runInGuest } from '../run-uml'
import { readToolRecording, type ToolRecording, writeToolRecording } from './tool-recording'

/** What is asked of the recorded tools beside the guest's own packages. */
export const TOOL_PACKAGES = [
  { name: 'traceroute', command: 'traceroute' },
  { name: 'iputils-tracepath', command: 'tracepath' },
  { name: 'net-tools', command: 'arp' },
]

/** No names but those of /etc/hosts, and nobody is asked for more. */
const PREPARE = `
echo hosts: files >/run/nsswitch.conf
mount --bind /run/nsswitch.conf /etc/nsswitch.conf
`

/** Types the commands of each recording anew on the same lab in a real kernel, and writes down what they print now. */
export async function recordTools(root: string, only: string | undefined): Promise<void> {
  const folder = join(root, 'fixtures/terminal/tools')
  const names = readdirSync(folder).filter(
    (name) => name.endsWith('.txt') && (only === undefined || name.includes(only)),
  )
  const queue = names.map((name) => join(folder, name))
  const work = async () => {
    for (let path = queue.shift(); path; path = queue.shift()) {
      const before = readToolRecording(readFileSync(path, 'utf8'))
      writeFileSync(path, writeToolRecording(await recorded(before, fabricOf(root, before.lab))))
      console.log(path)
    }
  }
  await Promise.all([work(), work(), work()])
}

function fabricOf(root: string, lab: string): Fabric {
  const parsed = parseLab(readFileSync(join(root, lab), 'utf8'), lab)
  if (!parsed.ok) throw new Error(`${lab} does not parse`)
  return realize(parsed.value.document)
}

async function recorded(before: ToolRecording, fabric: Fabric): Promise<ToolRecording> {
  const names = guestNames(fabric)
  const commands = before.lines.map(({ host }, i) => {
    const guest = names.get(findHost(fabric, host) ?? '')
    if (guest === undefined) throw new Error(`no host ${host}`)
    return `sleep ${before.pauseSeconds}; ip netns exec ${guest} bash command${i}; echo "===== $?"`
  })
  const files = Object.fromEntries(before.lines.map(({ command }, i) => [`command${i}`, command]))
  const script = `${PREPARE}{\n${programFabric(fabric)}\n} >&2\nexec 2>&1\n${commands.join('\n')}\n`
  const run = await runInGuest(script, { files, timeoutSeconds: 60 + before.lines.length * 60 })
  if (run.exitStatus === undefined) throw new Error(`the guest did not get to its end:\n${run.console}\n${run.stdout}`)
  const parts = run.stdout.split(/===== (\d+)\n/)
  const lines = before.lines.map((line, i) => {
    const exit = parts[2 * i + 1]
    return { ...line, printed: `${parts[2 * i]}${exit === '0' ? '' : `exit ${exit}\n`}` }
  })
  rmSync(run.folder, { recursive: true })
  return { ...before, lines }
}
