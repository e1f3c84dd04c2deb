import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseLab } from '../io/parse-lab'
import { parseTranscript } from '../io/transcript'
import { textOf } from './output'
import { comparable } from './transcript/comparable'
import { replay } from './transcript/replay'

// What a real cluster printed, step by step; see the head of reference-session.yaml for what is not compared.

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/terminal/reference-session/${name}`, import.meta.url), 'utf8')

it('[TERM-4] the reference session replays with every step equal', () => {
  const lab = parseLab(fixture('before.yaml'), 'before.yaml')
  const transcript = parseTranscript(fixture('reference-session.yaml'))
  if (!lab.ok || !transcript.ok) throw new Error('the fixtures cannot be read')
  const files = { 'k8s-m': { 'node3-pod3.yaml': fixture('node3-pod3.yaml') } }
  const shown = (chunks: Parameters<typeof textOf>[0]): string => textOf(chunks, 'out', 'err')
  const steps = replay(
    { document: lab.value.document },
    { ...transcript.value, files },
    { shown, readLab: () => undefined },
  )
  for (const [index, { step, chunks }] of steps.entries()) {
    expect(comparable(shown(chunks)), `step ${index + 1}: ${step.command}`).toBe(comparable(step.output ?? ''))
  }
  expect(steps.filter(({ isEqual }) => isEqual)).toHaveLength(23)
})
