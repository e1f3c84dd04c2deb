import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import bootProgram from './guest/boot.pl?raw'
import initScript from './guest/init.sh?raw'

/** What a guest runs on: Debian's packages, and of each a file by which it is known to be there. */
const PACKAGES: readonly { readonly name: string; readonly command: string }[] = [
  { name: 'user-mode-linux', command: 'linux.uml' },
  { name: 'iproute2', command: 'ip' },
  { name: 'iptables', command: 'iptables-legacy-restore' },
  { name: 'tcpdump', command: 'tcpdump' },
  { name: 'iputils-ping', command: 'ping' },
  { name: 'kmod', command: 'modprobe' },
]

const FOLDERS = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin', '/sbin', '/bin']

const has = (command: string): boolean => FOLDERS.some((folder) => folder !== '' && existsSync(join(folder, command)))

/** The packages that are missing for a guest to run here, by their Debian names; `more` is what the script needs too. */
export const missingPackages = (more: typeof PACKAGES = []): readonly string[] =>
  [...PACKAGES, ...more].filter(({ command }) => !has(command)).map(({ name }) => name)

/** How to get them. */
export const installCommand = (packages: readonly string[]): string =>
  `sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`

/** Kernel modules that a lab's machines need, loaded before the script runs. */
const MODULES = [
  ...['ipip', 'vxlan', 'veth', 'bridge', 'sch_netem', 'iptable_nat', 'iptable_filter'],
  ...['xt_MASQUERADE', 'xt_tcpudp', 'xt_conntrack', 'xt_addrtype'],
]

/** The guest's C library without vector registers, see guest/boot.pl. */
const PLAIN_REGISTERS = ['AVX', 'AVX2', 'AVX512F', 'AVX512VL', 'AVX512BW', 'AVX512DQ', 'AVX512CD', 'ERMS', 'RTM']
  .map((feature) => `-${feature}`)
  .join()

export interface GuestRun {
  /** Where the script ran, with all that it wrote; the caller's to remove. */
  readonly folder: string
  /** The script's own; absent if the guest did not boot, or was stopped before it was done. */
  readonly exitStatus?: number
  readonly stdout: string
  readonly stderr: string
  /** The kernel's console: why it did not boot. */
  readonly console: string
}

/**
 * Boots a Linux 6.1 kernel as an ordinary process (two seconds), runs a bash script in it as root, and powers it off. The
 * script sees the host's files, read-only, and writes in its working directory; /run is a tmpfs. `files` are put beside it.
 */
export async function runInGuest(
  script: string,
  {
    files = {},
    timeoutSeconds = 600,
    memoryMegabytes = 384,
  }: { files?: Readonly<Record<string, string>>; timeoutSeconds?: number; memoryMegabytes?: number } = {},
): Promise<GuestRun> {
  const folder = mkdtempSync(join(tmpdir(), 'podpath-guest-'))
  const init = join(folder, 'init.sh')
  const boot = join(folder, 'boot.pl')
  for (const [name, text] of Object.entries({ ...files, 'script.sh': script })) writeFileSync(join(folder, name), text)
  writeFileSync(init, initScript, { mode: 0o755 })
  writeFileSync(boot, bootProgram)
  const console = await booted(
    'perl',
    [
      boot,
      ...['linux.uml', `mem=${memoryMegabytes}M`, 'rootfstype=hostfs', 'hostfs=/', 'ro', `init=${init}`],
      // The console is this process's; no other terminal, no getty.
      ...['quiet', 'con=null', 'con0=null,fd:1', 'ssl=null'],
      // What the kernel does not know is its first process's environment.
      ...[`FOLDER=${folder}`, `MODULES=${MODULES.join()}`, 'LD_BIND_NOW=1'],
      `GLIBC_TUNABLES=glibc.cpu.hwcaps=${PLAIN_REGISTERS}`,
    ],
    timeoutSeconds,
  )
  const status = textOf(join(folder, 'status')).trim()
  return {
    folder,
    ...(status !== '' && { exitStatus: Number(status) }),
    stdout: textOf(join(folder, 'stdout')),
    stderr: textOf(join(folder, 'stderr')),
    console,
  }
}

const textOf = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '')

/** Runs to its end, or to the timeout, with all its processes. @returns what it printed. */
function booted(command: string, args: readonly string[], timeoutSeconds: number): Promise<string> {
  return new Promise((resolve) => {
    // A group of its own: the guest's processes are processes of the host.
    const child = spawn(command, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    const stop = () => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL')
    }
    const timer = setTimeout(stop, timeoutSeconds * 1000)
    process.once('exit', stop)
    let output = ''
    const read = (bytes: Buffer) => {
      output += bytes.toString()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    const finish = () => {
      clearTimeout(timer)
      process.off('exit', stop)
      resolve(output)
    }
    child.on('error', (error) => {
      output += error.message
      finish()
    })
    child.on('close', finish)
  })
}
