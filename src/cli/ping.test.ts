import { describe, expect, it } from 'vitest'
import { readCapture } from '../engine/wire/read-capture'
import { podpath, type Ran } from './example-run'

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
