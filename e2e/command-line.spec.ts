import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'

const LAB = 'fixtures/cases/reference-crosssubnet/lab.yaml'
const recorded = JSON.parse(readFileSync('fixtures/cases/reference-crosssubnet/expected.json', 'utf8'))

/** The command as it is installed, on what the build made. */
function podpath(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/podpath.mjs', ...args], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

test('podpath exec prints what the host printed', () => {
  const { status, stdout } = podpath('exec', LAB, 'k8s-w1', '--', 'route', '-n')
  expect({ status, stdout }).toEqual({ status: 0, stdout: recorded.routeN['k8s-w1'] })
})

test('podpath ping says how it went, to a person and to a program', () => {
  expect(podpath('ping', LAB, 'pod1', 'pod3').stdout).toMatch(/icmp_seq=1 ttl=62 time=[\d.]+ ms/)
  const { status, stdout } = podpath('ping', LAB, 'pod1', 'pod3', '--json')
  expect(status).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ from: 'pod1', to: 'pod3', received: true, ttl: 62 })
})

test('bad usage and bad input end with status 2 and a word of advice', () => {
  expect(podpath('ping', LAB, 'pod1', 'nobody')).toMatchObject({ status: 2, stdout: '' })
  const { status, stderr } = podpath('exec', 'package.json', 'k8s-w1', '--', 'ip', 'route')
  expect(status).toBe(2)
  expect(stderr).toMatch(/^package\.json:\d+:\d+: /)
})

test('podpath replay types the reference session again, every step equal', () => {
  const folder = 'fixtures/terminal/reference-session'
  const session = [`${folder}/before.yaml`, `${folder}/reference-session.yaml`]
  const { status, stdout, stderr } = podpath('replay', ...session, '--files', folder)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toMatch(/\n23 steps: 23 equal, 0 different\.\n$/)
  const without = podpath('replay', ...session)
  expect(without.status).toBe(1)
  expect(without.stdout).toContain('+ cat: node3-pod3.yaml: No such file or directory')
})
