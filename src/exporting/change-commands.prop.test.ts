import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readCase } from '../cases/read-case'
import { applyCommand } from '../engine/lab/apply-command'
import type { Command } from '../engine/lab/commands'
import type { LabDocument } from '../engine/lab/document'
import { editsOf, play } from '../engine/lab/edits.arb'
import { type Session, WORKSTATION } from '../terminal/command'
import { textOf } from '../terminal/output'
import { runLine } from '../terminal/run-line'
import { type ChangeStep, changeSteps } from './change-commands'

const { document } = readCase('reference-crosssubnet')

const commandsIn = (steps: readonly ChangeStep[]): readonly string[] =>
  steps.flatMap((step) => (step.kind === 'command' ? [step.text] : []))

/** Types the commands on the workstation of the lab. */
function typed(before: LabDocument, commands: readonly string[]): LabDocument {
  let session: Session = { document: before }
  for (const command of commands) {
    const { exitCode, chunks, session: next } = runLine(session, WORKSTATION, command)
    expect(exitCode, `${command}\n${textOf(chunks, 'out', 'err')}`).toBe(0)
    session = next
  }
  return session.document
}

it('typed in the lab as it was, the commands leave nothing of the change to be done', () => {
  fc.assert(
    fc.property(editsOf(document), (edits) => {
      const after = play(document, edits)
      const made = typed(document, commandsIn(changeSteps(document, after)))
      expect(commandsIn(changeSteps(made, after))).toEqual([])
    }),
    { numRuns: 60 },
  )
})

const peer = {
  apiVersion: 'projectcalico.org/v3',
  kind: 'BGPPeer',
  metadata: { name: 'tor' },
  spec: { peerIP: '192.168.10.1', asNumber: 65001 },
}

const after = (command: Command): LabDocument => {
  const result = applyCommand(document, command)
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

it.each<[string, Command, string]>([
  [
    'a mode',
    { kind: 'set-ipip-mode', pool: 'default-ipv4-ippool', mode: 'Never' },
    `calicoctl patch ippool default-ipv4-ippool -p '{"spec":{"ipipMode":"Never"}}'`,
  ],
  [
    'a new peer',
    { kind: 'apply-manifest', manifest: peer },
    `calicoctl create -f - <<'END'
apiVersion: projectcalico.org/v3
kind: BGPPeer
metadata:
  name: tor
spec:
  peerIP: 192.168.10.1
  asNumber: 65001
END`,
  ],
  [
    'a label',
    { kind: 'patch-manifest', resource: 'node', name: 'k8s-w1', patch: { metadata: { labels: { rack: 'a b' } } } },
    `kubectl label node k8s-w1 'rack=a b' --overwrite`,
  ],
])('%s', (_, command, text) => expect(commandsIn(changeSteps(document, after(command)))).toEqual([text]))

it('what a machine’s own network is, no command changes', () => {
  const steps = changeSteps(document, after({ kind: 'move-node', node: 'k8s-w2', subnet: 'b' }))
  expect(steps).toContainEqual({
    kind: 'by-hand',
    what: { kind: 'machine-address', node: 'k8s-w2', address: '192.168.20.102' },
  })
})
