import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readCapture } from '../engine/wire/read-capture'
import type { CliIo } from './cli-io'
import { main } from './main'

const LAB = readFileSync(new URL('../labs/reference.yaml', import.meta.url), 'utf8')

interface Ran {
  readonly out: string
  readonly err: string
  readonly exitCode: number
  readonly written: Readonly<Record<string, string | Uint8Array>>
}

/** Runs `podpath` in a world with these files and this standard input. */
async function podpath(
  argv: readonly string[],
  files: Readonly<Record<string, string>> = {},
  input = '',
): Promise<Ran> {
  const all: Readonly<Record<string, string>> = { 'lab.yaml': LAB, ...files }
  const written: Record<string, string | Uint8Array> = {}
  let out = ''
  let err = ''
  const io: CliIo = {
    stdout: (text) => {
      out += text
    },
    stderr: (text) => {
      err += text
    },
    readFile: (path) => {
      const text = all[path]
      if (text === undefined) throw new Error(`ENOENT: no such file or directory, open '${path}'`)
      return text
    },
    readBytes: (path) => new TextEncoder().encode(io.readFile(path)),
    filesBelow: (path) => Object.keys(all).filter((name) => name.startsWith(`${path}/`)),
    writeFile: (path, content) => {
      written[path] = content
    },
    makeFolder: (path) => {
      if (path in all) throw new Error(`EEXIST: file already exists, mkdir '${path}'`)
    },
    isFolder: (path) => path === 'home',
    filesIn: () => ({ 'note.txt': 'hello\n' }),
    async *lines() {
      yield* input.split('\n').slice(0, -1)
    },
  }
  const exitCode = await main(argv, io)
  return { out, err, exitCode, written }
}

describe('[CLI-1] podpath exec', () => {
  it('prints what the command prints', async () => {
    const { out, err, exitCode } = await podpath(['exec', 'lab.yaml', 'k8s-w1', '--', 'ip', 'route', 'show', 'default'])
    expect({ out, err, exitCode }).toEqual({
      out: 'default via 192.168.10.1 dev ens5 metric 100 \n',
      err: '',
      exitCode: 0,
    })
  })

  it('runs a line with a pipe, in one word or several', async () => {
    const expected = `0.0.0.0         192.168.10.1    0.0.0.0         UG    100    0        0 ens5
172.16.34.0     192.168.20.100  255.255.255.0   UG    0      0        0 tunl0
172.16.158.0    192.168.10.101  255.255.255.0   UG    0      0        0 ens5
172.16.184.0    192.168.10.102  255.255.255.0   UG    0      0        0 ens5
192.168.0.2     192.168.10.1    255.255.255.255 UGH   100    0        0 ens5
`
    expect((await podpath(['exec', 'lab.yaml', 'k8s-m', '--', 'route -n | grep UG'])).out).toBe(expected)
    expect((await podpath(['exec', 'lab.yaml', 'k8s-m', '--', 'route', '-n', '|', 'grep', 'UG'])).out).toBe(expected)
  })

  it('is 0 if the command ran, whatever came of it, and 2 if there is none', async () => {
    const silent = await podpath(['exec', 'lab.yaml', 'pod1', '--', 'ping', '-c', '1', '172.16.99.9'])
    expect(silent.exitCode).toBe(0)
    expect(silent.out).toContain('0 received')
    const absent = await podpath(['exec', 'lab.yaml', 'pod1', '--', 'foo'])
    expect(absent).toMatchObject({ err: 'bash: foo: command not found\n', exitCode: 2 })
    const wanting = await podpath(['exec', 'lab.yaml', 'pod1', '--', 'ip route | column -t'])
    expect(wanting).toMatchObject({ err: 'podpath: the lab does not model column.\n', exitCode: 2 })
    const unmodelled = await podpath(['exec', 'lab.yaml', 'pod1', '--', 'ip maddress'])
    expect(unmodelled).toMatchObject({ err: 'podpath: the lab does not model ip maddress.\n', exitCode: 2 })
  })

  it.each<[argv: string[], err: RegExp]>([
    [['exec'], /^podpath: exec needs LAB HOST -- COMMAND…\. See podpath --help\.\n$/],
    [['exec', 'none.yaml', 'pod1', '--', 'ip', 'a'], /^none\.yaml: cannot be read \(ENOENT.*Give the path/],
    [['exec', 'lab.yaml', 'pod9', '--', 'ip', 'a'], /^There is no host pod9 in lab\.yaml\. It has k8s-m, .*pod3\.\n$/],
    [['exec', 'bad.yaml', 'pod1', '--', 'ip', 'a'], /^bad\.yaml:\d+:\d+: .*\.\n/],
    [['frob'], /^podpath: There is no command frob\. See podpath --help\.\n$/],
    [[], /^podpath: A command is missing\. See podpath --help\.\n$/],
  ])('%j is refused', async (argv, message) => {
    const { out, err, exitCode } = await podpath(argv, { 'bad.yaml': LAB.replace('blockSize: 24', 'blockSize: 99') })
    expect(out).toBe('')
    expect(err).toMatch(message)
    expect(exitCode).toBe(2)
  })
})

describe('[CLI-2] podpath ping', () => {
  it('prints what ping prints, for one packet', async () => {
    const { out, exitCode } = await podpath(['ping', 'lab.yaml', 'pod1', 'pod3'])
    expect(out).toContain('64 bytes from 172.16.34.1: icmp_seq=1 ttl=62')
    expect(out).toContain('1 packets transmitted, 1 received')
    expect(exitCode).toBe(0)
  })

  it('--json prints the packet with its frames', async () => {
    const { out } = await podpath(['ping', 'lab.yaml', 'pod1', 'pod3', '-s', '1452', '-M', 'do', '--json'])
    const record = JSON.parse(out)
    expect(Object.keys(record)).toEqual(['from', 'to', 'args', 'received', 'ttl', 'frames'])
    expect(record).toMatchObject({ from: 'pod1', to: 'pod3', args: '-s 1452 -M do', received: true, ttl: 62 })
    expect(Object.keys(record.frames)).toEqual(['k8s-w1', 'k8s-w0', 'router', 'pod1', 'pod3'])
    expect(record.frames.router[0]).toEqual({
      dev: 'eth0',
      dir: 'in',
      layers: [
        { src: '192.168.10.101', dst: '192.168.20.100', proto: 4, ttl: 63, len: 1500 },
        { src: '172.16.158.8', dst: '172.16.34.1', proto: 1, ttl: 63, len: 1480 },
      ],
      icmp: { type: 8, code: 0 },
    })
  })

  it('--pairs prints an array, in the order of the file', async () => {
    const pairs = JSON.stringify([
      ['pod1', 'pod2'],
      ['pod1', '172.16.34.1', '-t 1'],
      ['pod1', 'pod3', '-s 1472 -M do'],
    ])
    const { out, exitCode } = await podpath(['ping', 'lab.yaml', '--pairs', 'pairs.json', '--json'], {
      'pairs.json': pairs,
    })
    const records = JSON.parse(out).map(({ frames: _, ...record }: { frames: object }) => record)
    expect(records).toEqual([
      { from: 'pod1', to: 'pod2', args: '', received: true, ttl: 62 },
      {
        from: 'pod1',
        to: '172.16.34.1',
        args: '-t 1',
        received: false,
        icmpFrom: '192.168.10.101',
        icmp: 'Time to live exceeded',
      },
      {
        from: 'pod1',
        to: 'pod3',
        args: '-s 1472 -M do',
        received: false,
        localError: 'local error: message too long, mtu=1480',
      },
    ])
    expect(exitCode).toBe(0)
  })

  it.each([
    ['-t 0', 'pod3', 'cannot set unicast time-to-live: Invalid argument'],
    ['', '255.255.255.255', 'Do you want to ping broadcast? Then -b. If not, check your local firewall rules'],
    ['-s 65508', 'pod3', 'local error: message too long, mtu=1480'],
  ])('says with --json too what ping %s does not send to %s', async (args, to, localError) => {
    const words = args === '' ? [] : args.split(' ')
    const { out } = await podpath(['ping', 'lab.yaml', 'pod1', to, ...words, '--json'])
    expect(JSON.parse(out)).toMatchObject({ received: false, localError })
    expect((await podpath(['ping', 'lab.yaml', 'pod1', to, ...words])).err).toBe(`ping: ${localError}\n`)
  })

  it.each<[argv: string[], err: RegExp]>([
    [['ping', 'lab.yaml', 'pod1'], /^podpath: ping needs LAB FROM TO\. See/],
    [['ping', 'lab.yaml', 'pod1', 'pod9'], /^There is no host pod9 in lab\.yaml\./],
    [['ping', 'lab.yaml', 'pod1', 'pod3', '-Z'], /^podpath: Unknown option '-Z'\. See podpath --help\.\n$/],
    [['ping', 'lab.yaml', 'pod1', 'pod3', '-s'], /^podpath: Option '-s.*' argument missing\. See podpath --help\.\n$/],
    [['ping', 'lab.yaml', 'pod1', 'pod3', '-s', 'x', '--json'], /^ping does not take "-s x"\./],
    [['ping', 'lab.yaml', 'pod1', 'pod3', '-t', '300'], /^ping does not take "-t 300"\./],
    [['ping', 'lab.yaml', '--pairs', 'good.json'], /^podpath: --pairs prints JSON\. Add --json\./],
    [['ping', 'lab.yaml', 'pod1', '--pairs', 'good.json', '--json'], /^podpath: --pairs names the hosts/],
    [['ping', 'lab.yaml', '--pairs', 'broken.json', '--json'], /^broken\.json:2:\d+: this is not JSON/],
    [['ping', 'lab.yaml', '--pairs', 'short.json', '--json'], /^short\.json:1:12: this is no ping\./],
    [['ping', 'lab.yaml', '--pairs', 'object.json', '--json'], /^object\.json:1:1: this is no array\./],
    [['ping', 'lab.yaml', '--pairs', 'absent.json', '--json'], /^absent\.json:2:2: There is no host pod9 in lab/],
    [['ping', 'lab.yaml', '--pairs', 'args.json', '--json'], /^args\.json:1:2: ping does not take "-s x"\./],
  ])('%j is refused', async (argv, message) => {
    const files = {
      'good.json': '[]',
      'broken.json': '[["pod1", "pod2"],\n ["pod1" "pod3"]]',
      'short.json': '[["a","b"],["a"]]',
      'object.json': '{}',
      'absent.json': '[["pod1", "pod2"],\n ["pod1", "pod9"]]',
      'args.json': '[["pod1", "pod2", "-s x"]]',
    }
    const { out, err, exitCode } = await podpath(argv, files)
    expect(out).toBe('')
    expect(err).toMatch(message)
    expect(exitCode).toBe(2)
  })
})

describe('[CLI-3] podpath shell', () => {
  it('answers each line of JSON with one', async () => {
    const input = `{"host":"pod1","command":"ping -c 1 172.16.99.9"}
{"host":"k8s-w1","command":"ip route show default"}
{"host":"pod9","command":"ip a"}
nonsense
`
    const { out, exitCode } = await podpath(['shell', 'lab.yaml', '--jsonl', '--files', 'home'], {}, input)
    const answers = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(answers).toHaveLength(4)
    expect(answers[0]).toMatchObject({ host: 'pod1', command: 'ping -c 1 172.16.99.9', exitCode: 1 })
    expect(answers[1]).toEqual({
      host: 'k8s-w1',
      command: 'ip route show default',
      output: 'default via 192.168.10.1 dev ens5 metric 100 \n',
      exitCode: 0,
    })
    expect(answers[2]).toMatchObject({ exitCode: 2, output: expect.stringContaining('There is no host pod9') })
    expect(answers[3]).toMatchObject({ exitCode: 2, output: expect.stringContaining('stdin:4:2: this is not JSON') })
    expect(exitCode).toBe(2)
  })

  it('hosts find the files of --files at home, and a command runs beside another', async () => {
    const input = `{"host":"-","command":"cat note.txt | sed s/h/j/ > new; cat new"}
{"host":"k8s-w1","command":"tcpdump -i any proto 4 -nn","while":{"host":"pod1","command":"ping -c 1 172.16.34.1"}}
`
    const { out, exitCode } = await podpath(['shell', 'lab.yaml', '--jsonl', '--files', 'home'], {}, input)
    const [first, second] = out.trimEnd().split('\n')
    expect(JSON.parse(first ?? '')).toMatchObject({ output: 'jello\n', exitCode: 0 })
    expect(JSON.parse(second ?? '').output.match(/ICMP echo \w+/g)).toEqual(['ICMP echo request', 'ICMP echo reply'])
    expect(exitCode).toBe(0)
  })

  it('takes plain lines, and keeps blank ones and comments out', async () => {
    const input = '# a session\n\nk8s-w1 ip route show default\n'
    const { out, err, exitCode } = await podpath(['shell', 'lab.yaml'], {}, input)
    expect({ out, err, exitCode }).toEqual({
      out: 'default via 192.168.10.1 dev ens5 metric 100 \n',
      err: '',
      exitCode: 0,
    })
  })

  it('saves the lab as it was, where nothing changed it', async () => {
    const { written } = await podpath(['shell', 'lab.yaml', '--save', 'after.yaml'])
    expect(written['after.yaml']).toBe(LAB)
  })

  it('refuses a lab where its lines are to come from', async () => {
    const { err, exitCode } = await podpath(['shell', '-'])
    expect(err).toMatch(/^podpath: The session is on standard input/)
    expect(exitCode).toBe(2)
  })

  it('refuses a folder that is not there', async () => {
    const { err, exitCode } = await podpath(['shell', 'lab.yaml', '--files', 'nowhere'])
    expect({ err, exitCode }).toEqual({
      err: 'nowhere: is no folder. Give the path of a folder that exists.\n',
      exitCode: 2,
    })
  })
})

describe('[CLI-4] podpath by itself', () => {
  it('says what it does and which it is', async () => {
    expect((await podpath(['--help'])).out).toMatch(/^Usage: podpath COMMAND …\n/)
    expect((await podpath(['ping', '--help'])).out).toMatch(/^Usage: podpath/)
    expect((await podpath(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

describe('[CLI-6] podpath ping --capture', () => {
  const capturesOf = ({ written }: Ran) =>
    Object.entries(written).map(([file, bytes]) => {
      const read = readCapture(typeof bytes === 'string' ? new Uint8Array() : bytes)
      if (!read.ok) throw new Error(`${file} is no capture`)
      const { interfaces, frames } = read.value
      return {
        file,
        interfaces,
        frames: frames.map((frame) => ({ ...frame, name: interfaces[frame.interface]?.name })),
      }
    })

  it('writes a file for every host, with an interface for each of its devices', async () => {
    const ran = await podpath(['ping', 'lab.yaml', 'pod1', 'pod3', '--capture', 'out'])
    expect(ran.out).toContain('1 received')
    const files = capturesOf(ran)
    expect(files.map(({ file }) => file)).toEqual(
      ['k8s-m', 'k8s-w1', 'k8s-w2', 'k8s-w0', 'router', 'pod1', 'pod2', 'pod3'].map((host) => `out/${host}.pcapng`),
    )
    const sender = files[1]
    expect(sender?.interfaces.map(({ name, linkType }) => [name, linkType])).toEqual([
      ['lo', 1],
      ['ens5', 1],
      ['tunl0', 101],
      ['calice0906292e2', 1],
    ])
    expect(sender?.frames.map(({ name, direction }) => `${name} ${direction}`)).toEqual([
      'calice0906292e2 in',
      'tunl0 out',
      'ens5 out',
      'ens5 in',
      'tunl0 in',
      'calice0906292e2 out',
    ])
  })

  it('says in the frames what was decided, and on the lab’s clock when', async () => {
    const files = capturesOf(
      await podpath(['ping', 'lab.yaml', 'pod1', 'pod3', '-t', '1', '--json', '--capture', 'out']),
    )
    const [asked, answered] = files.find(({ file }) => file === 'out/k8s-w1.pcapng')?.frames ?? []
    expect(asked?.comment).toBe('The request is lost at k8s-w1: the TTL has run out.')
    expect(answered?.comment).toContain('k8s-w1 tells pod1 (172.16.158.8): time to live exceeded')
    expect(new Date(Number((asked?.timeNs ?? 0n) / 1_000_000n)).toISOString()).toBe('2024-09-13T08:00:00.000Z')
  })

  it('has the pings of a file one after the other', async () => {
    const pairs = { 'pairs.json': '[["pod1", "pod3"], ["pod1", "pod3"]]' }
    const ran = await podpath(['ping', 'lab.yaml', '--pairs', 'pairs.json', '--json', '--capture', 'out'], pairs)
    const times = capturesOf(ran)
      .find(({ file }) => file === 'out/pod1.pcapng')
      ?.frames.map(({ timeNs }) => timeNs)
    expect(times).toHaveLength(4)
    expect(times?.toSorted((a, b) => Number(a - b))).toEqual(times)
  })

  it('is 2 with a message if it cannot be written', async () => {
    const ran = await podpath(['ping', 'lab.yaml', 'pod1', 'pod3', '--capture', 'lab.yaml'])
    expect(ran.exitCode).toBe(2)
    expect(ran.err).toContain('lab.yaml: cannot be written (EEXIST')
  })
})

describe('[CLI-7] podpath ping --tcpdump', () => {
  it('prints what tcpdump prints on that host meanwhile, in place of the ping', async () => {
    const words = ['ping', 'lab.yaml', 'pod1', 'pod3', '--tcpdump', 'k8s-w1', '-i any -nn -t proto 4']
    expect(await podpath(words)).toMatchObject({
      out: `ens5  Out IP 192.168.10.101 > 192.168.20.100: IP 172.16.158.8 > 172.16.34.1: ICMP echo request, id 1, seq 1, length 64
ens5  In  IP 192.168.20.100 > 192.168.10.101: IP 172.16.34.1 > 172.16.158.8: ICMP echo reply, id 1, seq 1, length 64
`,
      exitCode: 0,
    })
  })

  it('is refused without its two words, and beside --json', async () => {
    const words = ['ping', 'lab.yaml', 'pod1', 'pod3', '--tcpdump', 'k8s-w1']
    expect((await podpath(words)).err).toContain("--tcpdump needs HOST 'ARGS'")
    expect((await podpath([...words, 'icmp', '--json'])).err).toContain('Leave --json and --pairs out')
  })
})

describe('[REPLAY-1] podpath replay', () => {
  const fixture = (name: string): string =>
    readFileSync(new URL(`../../fixtures/terminal/reference-session/${name}`, import.meta.url), 'utf8')
  const FILES = { 'before.yaml': fixture('before.yaml'), 'session.yaml': fixture('reference-session.yaml') }
  const withPods = FILES['session.yaml'].replace(
    /^steps:/m,
    `files: {k8s-m: {node3-pod3.yaml: ${JSON.stringify(fixture('node3-pod3.yaml'))}}}\nsteps:`,
  )

  it('types the reference session again, every step equal', async () => {
    const files = { ...FILES, 'session.yaml': withPods }
    const { out, err, exitCode } = await podpath(['replay', 'before.yaml', 'session.yaml'], files)
    expect(err).toBe('')
    expect(out).toMatch(/^ {2}1 {2}equal {6}k8s-m: calicoctl get ippool -o wide\n/)
    expect(out).toMatch(/\n23 steps: 23 equal, 0 different\.\n$/)
    expect(exitCode).toBe(0)
  })

  it('ends with 1 where a step prints something else, and shows what', async () => {
    const text = 'steps:\n  - {host: k8s-m, command: \'echo a; echo b\', output: "a\\nc"}\n  - {host: x, command: y}\n'
    const { out, exitCode } = await podpath(['replay', 'lab.yaml', 's.yaml'], { 's.yaml': text })
    expect(out).toBe(`  1  different  k8s-m: echo a; echo b
       a
     - c
     + b
  2  different  x: y
     There is no host x in lab.yaml. It has k8s-m, k8s-w1, k8s-w2, k8s-w0, router, pod1, pod2, pod3.
2 steps: 0 equal, 2 different.
`)
    expect(exitCode).toBe(1)
    const { out: json } = await podpath(['replay', 'lab.yaml', 's.yaml', '--json'], { 's.yaml': text })
    expect(JSON.parse(json)).toMatchObject({
      equal: false,
      steps: [{ step: 1, equal: false, expected: 'a\nc', printed: 'a\nb\n' }, { missingHost: 'x' }],
    })
  })

  it('takes the lab that the transcript brings, or asks for one', async () => {
    const lab = JSON.stringify(LAB)
    const steps = 'steps: [{host: "-", command: "echo a", output: a, exitCode: 0}]\n'
    expect(await podpath(['replay', 's.yaml'], { 's.yaml': `lab: ${lab}\n${steps}` })).toMatchObject({ exitCode: 0 })
    const without = await podpath(['replay', 's.yaml'], { 's.yaml': steps })
    expect(without).toMatchObject({ exitCode: 2, out: '' })
    expect(without.err).toBe('s.yaml: it brings no lab. Give one: podpath replay LAB s.yaml.\n')
  })

  it('says where a transcript is none', async () => {
    const { err, exitCode } = await podpath(['replay', 'lab.yaml', 's.yaml'], { 's.yaml': 'steps:\n  - {host: a}\n' })
    expect(err).toMatch(/^s\.yaml:2:5: a step needs host, command and output/)
    expect(exitCode).toBe(2)
  })
})

describe('export', () => {
  const changed = LAB.replace('ipipMode: CrossSubnet', 'ipipMode: Never')

  it('prints what changed as commands, and as a diff of the files', async () => {
    const files = { 'new.yaml': changed }
    const commands = await podpath(['export', 'new.yaml', '--from', 'lab.yaml', '--commands'], files)
    expect(commands.out).toBe(`calicoctl patch ippool default-ipv4-ippool -p '{"spec":{"ipipMode":"Never"}}'\n`)
    const { out } = await podpath(['export', 'new.yaml', '--from', 'lab.yaml', '--diff'], files)
    expect(out).toMatch(
      /^--- lab\.yaml\t?\n\+\+\+ new\.yaml\t?\n@@ .*\n(?: .*\n)+- {2}ipipMode: CrossSubnet\n\+ {2}ipipMode: Never\n/,
    )
  })

  it('prints a script that makes the lab of network namespaces', async () => {
    const { out, exitCode } = await podpath(['export', 'lab.yaml', '--netns'])
    expect(exitCode).toBe(0)
    expect(out).toMatch(/^#!\/bin\/bash\n/)
    expect(out).toContain('#   ip netns exec pod1 ping -c 1 172.16.34.1\n')
    expect(out).toContain('netns add k8s-w1\n')
  })

  it('asks for one way', async () => {
    const { err, exitCode } = await podpath(['export', 'lab.yaml', '--diff'])
    expect(err).toBe(
      'podpath: export needs LAB --netns|--kind|--html, or LAB --from BASE --commands|--diff. See podpath --help.\n',
    )
    expect(exitCode).toBe(2)
  })
})

describe('open', () => {
  it('refuses what is no lab before anything is served, and a port that is none', async () => {
    expect(await podpath(['open', 'bad.yaml'], { 'bad.yaml': 'kind: [' })).toMatchObject({ exitCode: 2, out: '' })
    const { err } = await podpath(['open', '--port', 'http'])
    expect(err).toBe('podpath: http is no port. Give a number up to 65535. See podpath --help.\n')
  })
})
