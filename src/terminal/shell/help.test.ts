import { expect, it } from 'vitest'
import reference from '../../labs/reference.yaml'
import { COMMANDS } from '../commands'
import { runLine } from '../run-line'

const run = (line: string) => runLine({ document: reference.document }, 'k8s-m', line)

it('[TERM-11] help names every command once, by what it is for', () => {
  const [chunk] = run('help').chunks
  if (chunk?.stream !== 'lab') throw new Error('help is the lab’s own')
  const { cluster, network, text, shell } = chunk.note.params
  const named = [cluster, network, text, shell].flatMap((words) => String(words).split(' '))
  expect(named).toHaveLength(new Set(named).size)
  expect(named).toEqual(expect.arrayContaining([...COMMANDS.keys()].filter((name) => /^[a-z]/.test(name))))
  expect(String(cluster).split(' ')).toEqual(expect.arrayContaining(['calicoctl', 'kubectl']))
})

it('[TERM-11] help of one, and of none', () => {
  expect(run('help ip').chunks).toMatchObject([{ note: { code: 'help-of', params: { command: 'ip' } } }])
  expect(run('help nope')).toMatchObject({ exitCode: 1, chunks: [{ stream: 'err' }] })
})
