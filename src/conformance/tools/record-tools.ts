import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { natChains } from '../../engine/calico/felix/nat-chains'
import { createFabric, type Fabric } from '../../engine/fabric/fabric'
import type { LabDocument } from '../../engine/lab/document'
import { findHost } from '../../engine/lab/find-host'
import { clusterOf } from '../../engine/lab/read-cluster'
import { realize } from '../../engine/lab/realize'
import { formatIpv4 } from '../../engine/net/ipv4'
import { type GuestNames, guestNames, programFabric } from '../../exporting/program-fabric'
import { parseLab } from '../../io/parse-lab'
import { type BgpProtocol, bgpProtocols } from '../../terminal/bgp-protocols'
import { ipSetsOf } from '../../terminal/iptables/ip-sets'
import { saveFileText } from '../../terminal/iptables/print-rules'
import { birdConfs } from '../bird/bird-conf'
import { runInGuest } from '../run-uml'
import { readToolRecording, type ToolRecording, writeToolRecording } from './tool-recording'

/** What is asked of the recorded tools beside the guest's own packages. */
export const TOOL_PACKAGES = [
  { name: 'traceroute', command: 'traceroute' },
  { name: 'iputils-tracepath', command: 'tracepath' },
  { name: 'net-tools', command: 'arp' },
  { name: 'bird', command: 'birdc' },
  { name: 'ipset', command: 'ipset' },
]

/** No names but those of /etc/hosts, and nobody is asked for more. */
const PREPARE = `
echo hosts: files >/run/nsswitch.conf
mount --bind /run/nsswitch.conf /etc/nsswitch.conf
`

/** Calico's image calls it so; and the guest's kernel has iptables' older tables alone. */
const ALIASES =
  'birdcl() { birdc -s /run/$GUEST.ctl "$@"; }\niptables() { iptables-legacy "$@"; }\niptables-save() { iptables-legacy-save "$@"; }\n'

/** Table nat of each node, in place of the plain one that the lab's script made. */
function felixNat(document: LabDocument, fabric: Fabric, names: GuestNames): string {
  const cluster = clusterOf(document)
  const sets = ipSetsOf(cluster).flatMap(({ name, members }) => [
    `create ${name} hash:net family inet maxelem 1048576`,
    ...members.map((member) => `add ${name} ${member}`),
  ])
  const nodes = cluster.nodes.flatMap(({ name }) => {
    const [guest, namespace] = [names.get(name), fabric.namespaces.get(name)]
    if (guest === undefined || !namespace) return []
    const rules = saveFileText(natChains(namespace.masquerade, cluster.felixConfiguration), 'now')
    return [
      `ip netns exec ${guest} ipset restore <<'END'\n${sets.join('\n')}\nEND`,
      `ip netns exec ${guest} iptables-legacy-restore <<'END'\n${rules}END`,
    ]
  })
  return [
    'for module in ip_set_hash_net xt_set xt_comment; do modprobe -d /run/modules $module; done',
    ...nodes,
    '',
  ].join('\n')
}

/** BIRD's configuration on each machine that runs one, named as confd names its sessions, and how they are started. */
function birdsOf(document: LabDocument, names: GuestNames): { files: Record<string, string>; start: string } {
  const confs = [...birdConfs(clusterOf(document))].flatMap(([name, conf]) => {
    const guest = names.get(name)
    return guest === undefined ? [] : [[guest, asConfdNames(conf, bgpProtocols(document, name))] as const]
  })
  const start = confs.map(
    ([guest]) => `ip netns exec ${guest} bird -c ${guest}.conf -s /run/${guest}.ctl -P /run/${guest}.pid >&2\n`,
  )
  return {
    files: Object.fromEntries(confs.map(([guest, conf]) => [`${guest}.conf`, conf])),
    start: `${start.join('')}sleep ${BIRD_SETTLES_SECONDS}\n`,
  }
}

/** The sessions by their names, and in their order. */
function asConfdNames(conf: string, protocols: readonly BgpProtocol[]): string {
  const [head = '', ...blocks] = conf.split(/^(?=protocol bgp )/m)
  const own = (address: string): string => `protocol bgp Peer_${address.replaceAll('.', '_')} `
  const named = protocols.flatMap(({ name, peerAddress }) => {
    const start = own(formatIpv4(peerAddress))
    const block = blocks.find((text) => text.startsWith(start))
    return block === undefined ? [] : [`protocol bgp ${name} ${block.slice(start.length)}`]
  })
  const others = protocols.length === 0 ? blocks : []
  return [head, ...named, ...others].join('')
}

/** Sessions come up and tables settle. */
const BIRD_SETTLES_SECONDS = 25

const withoutBirdsRoutes = ({ namespaces, segments }: Fabric): Fabric =>
  createFabric(
    [...namespaces.values()].map((namespace) => ({
      ...namespace,
      routes: namespace.routes.filter(({ protocol }) => protocol !== 'bird'),
    })),
    segments,
  )

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
      writeFileSync(path, writeToolRecording(await recorded(before, documentOf(root, before.lab))))
      console.log(path)
    }
  }
  await Promise.all([work(), work(), work()])
}

function documentOf(root: string, lab: string): LabDocument {
  const parsed = parseLab(readFileSync(join(root, lab), 'utf8'), lab)
  if (!parsed.ok) throw new Error(`${lab} does not parse`)
  return parsed.value.document
}

async function recorded(before: ToolRecording, document: LabDocument): Promise<ToolRecording> {
  const fabric = realize(document)
  const names = guestNames(fabric)
  const birds = before.hasBird ? birdsOf(document, names) : { files: {}, start: '' }
  const commands = before.lines.map(({ host }, i) => {
    const guest = names.get(findHost(fabric, host) ?? '')
    if (guest === undefined) throw new Error(`no host ${host}`)
    const run = `GUEST=${guest} ip netns exec ${guest} bash command${i}`
    return `sleep ${before.pauseSeconds}; ${run}; echo "===== $?"`
  })
  const files = {
    ...Object.fromEntries(before.lines.map(({ command }, i) => [`command${i}`, `${ALIASES}${command}`])),
    ...birds.files,
  }
  const nat = before.hasFelixNat ? felixNat(document, fabric, names) : ''
  const machines = before.hasBird ? withoutBirdsRoutes(fabric) : fabric
  const script = `${PREPARE}{\n${programFabric(machines)}\n${nat}} >&2\n${birds.start}exec 2>&1\n${commands.join('\n')}\n`
  const run = await runInGuest(script, { files, timeoutSeconds: 60 + before.lines.length * 60 })
  if (run.exitStatus === undefined) throw new Error(`the guest did not get to its end:\n${run.console}\n${run.stdout}`)
  const parts = run.stdout.split(/===== (\d+)\n/)
  const lines = before.lines.map((line, i) => {
    const exit = parts[2 * i + 1]
    return { ...line, printed: `${parts[2 * i]}${exit === '0' ? '' : `exit ${exit}\n`}` }
  })
  // What the kernel refused of the lab would make everything after it worthless.
  if (run.stderr.trim() !== '') console.log(`${before.lab}, while it was set up:\n${run.stderr.trim()}`)
  rmSync(run.folder, { recursive: true })
  return { ...before, lines }
}
