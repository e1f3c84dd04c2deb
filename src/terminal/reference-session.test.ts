import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { findHost } from '../engine/lab/find-host'
import { realize } from '../engine/lab/realize'
import { parseLab } from '../io/parse-lab'
import type { Session } from './command'
import { textOf } from './output'
import { runLine, startLine } from './run-line'

// What a real cluster printed, step by step; see the head of reference-session.yaml for what is not compared.

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/terminal/reference-session/${name}`, import.meta.url), 'utf8')

interface Place {
  readonly host: string
  readonly command: string
}

interface Step extends Place {
  readonly output: string
  readonly while?: Place
}

const { steps } = parse(fixture('reference-session.yaml')) as { readonly steps: readonly Step[] }

/** Without clock times, ids, ages and the blanks at line ends, which the record has lost. */
const comparable = (text: string): string =>
  text
    .replace(/^\d\d:\d\d:\d\d\.\d{6}/gm, 'TIME')
    .replace(/ id \d+,/g, ' id N,')
    .replace(/resourceVersion: "\d+"/g, 'resourceVersion')
    .replace(/(uid|creationTimestamp): .*/g, '$1')
    .replace(/time=[\d.]+ ms/g, 'time=N ms')
    .replace(/= [\d.]+\/[\d.]+\/[\d.]+\/[\d.]+ ms/g, '= N ms')
    .replace(/\d+s +(?=172)/g, 'AGE ')
    .replace(/ +$/gm, '')
    .trim()

it('[TERM-4] the reference session replays with every step equal', () => {
  const parsed = parseLab(fixture('before.yaml'), 'before.yaml')
  if (!parsed.ok) throw new Error('before.yaml is no lab')
  let session: Session = { document: parsed.value.document }
  const hostOf = (name: string): string => findHost(realize(session.document), name) ?? name
  session = { ...session, files: { 'k8s-m': { '/root/node3-pod3.yaml': fixture('node3-pod3.yaml') } } }
  for (const [index, step] of steps.entries()) {
    const running = startLine(session, hostOf(step.host), step.command)
    const beside = step.while && runLine(running.session, hostOf(step.while.host), step.while.command)
    const after = beside && running.listening?.hear(beside.session, beside.sent)
    const chunks = [...running.chunks, ...(after?.chunks ?? [])]
    expect(comparable(textOf(chunks, 'out', 'err')), `step ${index + 1}: ${step.command}`).toBe(comparable(step.output))
    session = (after ?? running).session
  }
  expect(steps).toHaveLength(23)
})
