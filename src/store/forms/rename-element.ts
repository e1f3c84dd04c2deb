import type { Issue } from '../../engine/issue'
import type { LabDocument } from '../../engine/lab/document'
import { renamed } from '../../engine/lab/renaming/rename'
import {
  backOf,
  elementAfter,
  hostAfter,
  RENAMED_KINDS,
  type RenamedKind,
  type Renaming,
} from '../../engine/lab/renaming/renaming'
import type { LabStore } from '../create-lab-store'
import type { Flow, LabState, ProbeQuestion } from '../lab-state'
import { resourceOfId } from '../resource-id'

const KINDS: Readonly<Record<string, RenamedKind>> = { node: 'Node', pod: 'Pod', subnet: 'subnet', router: 'router' }

/** What a selection would be called otherwise; undefined: it has no name of its own, as a configuration. */
export function renamingOf(element: string, to: string): Renaming | undefined {
  const resource = resourceOfId(element)
  if (resource) {
    const kind = RENAMED_KINDS.find((each) => each === resource.kind)
    return kind && { kind, name: resource.name, to }
  }
  const [prefix = '', id = ''] = element.split(/:(.*)/s)
  const kind = KINDS[prefix]
  const [namespace, name] = kind === 'Pod' ? id.split('/') : []
  if (namespace !== undefined && name !== undefined) return { kind: 'Pod', name, namespace, to }
  return kind && { kind, name: id, to }
}

/**
 * Calls it so, as one undo step, or says why not: nothing of the view is lost by it, nor by its undo. The text is written
 * at once, while it can be told what was called otherwise from what is new.
 */
export function renameElement(
  lab: Pick<LabStore, 'document' | 'baseSource' | 'adopt'>,
  renaming: Renaming,
  render: (source: string, document: LabDocument) => string,
): readonly Issue[] {
  const { name, to } = renaming
  const outcome = renamed(lab.document, renaming)
  if (!outcome.ok) return outcome.error
  const following = { there: viewAfter(renaming), back: viewAfter(backOf(renaming)) }
  const baseSource = render(render(lab.baseSource, lab.document), outcome.value)
  lab.adopt(outcome.value, { key: 'edit.renamed', params: { name, to } }, { following, baseSource })
  return []
}

const viewAfter =
  (renaming: Renaming) =>
  (state: LabState): Partial<LabState> => {
    const host = (name: string) => hostAfter(renaming, name)
    const element = (id: string) => elementAfter(renaming, id)
    const probes = new Map<ProbeQuestion, ProbeQuestion>()
    const probe = (question: ProbeQuestion): ProbeQuestion => {
      const next = probes.get(question) ?? { ...question, from: host(question.from), to: host(question.to) }
      probes.set(question, next)
      return next
    }
    const flow = (each: Flow): Flow => ({ ...each, probe: probe(each.probe) })
    const byHost = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
      Object.fromEntries(Object.entries(record).map(([name, value]) => [host(name), value]))
    const { selection, poolName, terminalInFront, aim, carry } = state
    const pool = renaming.kind === 'IPPool' && poolName === renaming.name ? renaming.to : poolName
    return {
      probe: state.probe && probe(state.probe),
      flows: state.flows.map(flow),
      selection: selection === undefined ? undefined : element(selection),
      poolName: pool,
      terminals: state.terminals.map(host),
      terminalInFront: terminalInFront === undefined ? undefined : host(terminalInFront),
      terminalEntries: state.terminalEntries.map((entry) => ({ ...entry, host: host(entry.host) })),
      files: byHost(state.files),
      shells: byHost(state.shells),
      chosen: state.chosen.map(element),
      taps: state.taps.map((tap) => ({ ...tap, host: host(tap.host) })),
      aim: aim && { ...aim, from: host(aim.from) },
      carry: carry && { ...carry, element: element(carry.element), targets: carry.targets.map(element) },
    }
  }
