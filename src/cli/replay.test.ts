import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { LAB, podpath } from './example-run'

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
