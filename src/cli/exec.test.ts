import { describe, expect, it } from 'vitest'
import { LAB, podpath } from './example-run'

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
