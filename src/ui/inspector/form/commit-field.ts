import type { Issue } from '../../../engine/issue'
import { renumberSubnet } from '../../../engine/lab/commands/renumber-subnet'
import { type Json, valueAt } from '../../../engine/manifest'
import { formatPrefix, type Prefix, parsePrefix } from '../../../engine/net/prefix'
import { editField, refusalOf } from '../../../store/forms/edit-field'
import type { FormSection } from '../../../store/forms/form-sections'
import { infoNotice } from '../../../store/notice'
import { actions } from '../../lab'

type Path = readonly (string | number)[]

/** Puts the value into the lab as one undo step, or says why it cannot be there. */
export function commitField(section: FormSection, path: Path, value: Json | undefined): readonly Issue[] {
  const network = subnetNetwork(section, path, value)
  if (network) return commitNetwork(String(valueAt(section.manifest, [...section.base, 'name'])), network)
  const commands = editField(section, path, value)
  const refusal = refusalOf(actions().document, commands)
  if (refusal) return refusal.filter(({ severity }) => severity === 'error')
  const { name } = section.manifest.metadata
  const field = String(path.findLast((key) => typeof key === 'string')).replace(/^.*\//, '')
  if (commands.length > 0) actions().run(commands, { key: 'edit.field', params: { field, name } })
  return []
}

/** What a subnet is to be on; what is no network is left to the field's own check. */
function subnetNetwork({ title }: FormSection, path: Path, value: Json | undefined): Prefix | undefined {
  const text = title === 'subnet' && path.at(-1) === 'cidr' ? String(value) : ''
  return text.includes('/') ? parsePrefix(text) : undefined
}

/** All who are in the subnet go with it, and it is said who has another address now. */
function commitNetwork(subnet: string, network: Prefix): readonly Issue[] {
  const outcome = renumberSubnet(actions().document, subnet, network)
  if (!outcome.ok) return outcome.error
  const { document, machines } = outcome.value
  const cidr = formatPrefix(network)
  actions().adopt(document, { key: 'edit.renumbered', params: { name: subnet, cidr } })
  if (machines.length > 0 && !actions().notice) {
    const params = { machines: machines.join(', '), cidr, count: machines.length }
    actions().notify(infoNotice({ key: 'form.renumbered', params }))
  }
  return []
}
