import { expect, it } from 'vitest'
import { CARRIED_ID, readCarried } from '../io/lab-page'
import reference from '../labs/reference.yaml'
import { BAD_INPUT } from './cli-error'
import { main } from './main'
import { processIo } from './process-io'

const EMPTY = `<head><title>Podpath</title></head><script id="${CARRIED_ID}" type="application/json"></script><script>run()</script>`

async function podpath(argv: readonly string[], app: string | undefined = EMPTY) {
  const out: string[] = []
  const err: string[] = []
  const exitCode = await main(['export', ...argv], {
    ...processIo,
    stdout: (text) => void out.push(text),
    stderr: (text) => void err.push(text),
    readFile: () => reference.source,
    appFile: (name) => (name === 'lab-page.html' && app !== '' ? app : undefined),
  })
  return { out: out.join(''), err: err.join(''), exitCode }
}

it('prints a page with the lab, its ping, and what visitors may do', async () => {
  const { out, exitCode } = await podpath(['lab.yaml', '--html', '--ping', 'pod1,pod3', '--watch'])
  expect(exitCode).toBe(0)
  expect(out).toMatch(/^<head><title>reference<\/title>.*<script>run\(\)<\/script>$/s)
  const [, data = ''] = /json">(.*?)<\/script>/s.exec(out) ?? []
  expect(readCarried(data)).toEqual({
    lab: reference.source,
    ping: { from: 'default/pod1', to: 'default/pod3' },
    mode: 'watch',
  })
})

it('prints a script for kind', async () => {
  const { out, exitCode } = await podpath(['lab.yaml', '--kind'])
  expect({ exitCode, isScript: out.startsWith('#!/bin/bash\n# reference: this lab in kind') }).toEqual({
    exitCode: 0,
    isScript: true,
  })
})

it.each([
  [['lab.yaml', '--html', '--kind'], EMPTY, /^podpath: export needs LAB --netns\|--kind\|--html/],
  [['lab.yaml', '--html', '--from', 'old.yaml'], EMPTY, /^podpath: export needs LAB/],
  [['lab.yaml', '--kind', '--ping', 'pod1,pod3'], EMPTY, /--ping and --watch belong to --html/],
  [['lab.yaml', '--html', '--ping', 'pod1'], EMPTY, /--ping takes FROM,TO, not pod1/],
  [['lab.yaml', '--html', '--ping', 'pod1,pod9'], EMPTY, /There is no host pod9 in lab\.yaml/],
  [['lab.yaml', '--html'], '', /there is no app beside this command line/],
] as const)('%j: refused, and nothing printed', async (argv, app, problem) => {
  const { out, err, exitCode } = await podpath(argv, app)
  expect({ out, exitCode }).toEqual({ out: '', exitCode: BAD_INPUT })
  expect(err).toMatch(problem)
})
