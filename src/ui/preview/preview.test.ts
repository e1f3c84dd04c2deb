import { expect, it } from 'vitest'
import type { Command } from '../../engine/lab/commands'
import { clusterOf } from '../../engine/lab/read-cluster'
import reference from '../../labs/reference.yaml'
import { type Toll, tollOfCommands } from '../../store/differences'
import { type FromPreview, previewAnswers, type ToPreview } from './preview-answers'
import { type PreviewQuestions, previewQuestions } from './preview-questions'

const over = (subnet: string): readonly Command[] => [{ kind: 'move-node', node: 'k8s-w2', subnet }]
const { document } = reference

/** A worker that hears and works only when the test lets it; each message is copied, as between threads. */
function slowWorker() {
  const counted: (readonly Command[])[] = []
  const turns: (() => void)[] = []
  const posted: FromPreview[] = []
  const hear = previewAnswers(
    (lab, commands) => {
      counted.push(commands)
      return tollOfCommands(lab, commands)
    },
    () => new Promise((turn) => turns.push(turn)),
    (answer) => posted.push(answer),
  )
  return {
    counted,
    posted,
    hear: (message: ToPreview) => hear(structuredClone(message)),
    /** One more question is answered. */
    work: async () => {
      turns.shift()?.()
      await Promise.resolve()
      await Promise.resolve()
    },
  }
}

type Heard = [string, Toll | undefined]

const asking =
  (questions: PreviewQuestions, heard: Heard[]) => (asker: string, name: string, commands: readonly Command[]) =>
    questions.ask(document, asker, commands, (toll) => heard.push([name, toll]))

it('counts of a drag’s questions only the newest that has come in, and each line of a menu', async () => {
  const worker = slowWorker()
  const heard: Heard[] = []
  const questions = previewQuestions(worker.hear)
  const ask = asking(questions, heard)
  const mode = (name: 'Never' | 'Always'): readonly Command[] =>
    clusterOf(document).pools.map(({ name: pool }) => ({ kind: 'set-ipip-mode', pool, mode: name }))
  ask('drag', 'first', over('a'))
  ask('drag', 'second', over('b'))
  ask('Never', 'never', mode('Never'))
  ask('Always', 'always', mode('Always'))
  for (let turn = 0; turn < 5; turn++) await worker.work()
  worker.posted.forEach(questions.answered)
  expect(worker.counted).toEqual([over('b'), mode('Never'), mode('Always')])
  expect(heard).toEqual([
    ['second', tollOfCommands(document, over('b'))],
    ['never', tollOfCommands(document, mode('Never'))],
    ['always', tollOfCommands(document, mode('Always'))],
  ])
})

it('drops an answer that comes when something else has been asked since, or nobody listens', async () => {
  const worker = slowWorker()
  const heard: Heard[] = []
  const questions = previewQuestions(worker.hear)
  const ask = asking(questions, heard)
  ask('drag', 'old', over('b'))
  await worker.work()
  ask('drag', 'new', over('a'))
  worker.posted.forEach(questions.answered)
  expect([worker.posted.length, heard]).toEqual([1, []])
  const stop = ask('menu', 'closed', over('b'))
  stop()
  for (let turn = 0; turn < 3; turn++) await worker.work()
  worker.posted.forEach(questions.answered)
  expect(heard).toEqual([['new', tollOfCommands(document, over('a'))]])
})
