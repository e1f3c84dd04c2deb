import { describe, expect, it } from 'vitest'
import { LAB, podpath } from './example-run'

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
