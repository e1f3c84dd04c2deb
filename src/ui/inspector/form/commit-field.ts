import type { Issue } from '../../../engine/issue'
import type { Json } from '../../../engine/manifest'
import { editField, refusalOf } from '../../../store/forms/edit-field'
import type { FormSection } from '../../../store/forms/form-sections'
import { actions } from '../../lab'

/** Puts the value into the lab as one undo step, or says why it cannot be there. */
export function commitField(
  section: FormSection,
  path: readonly (string | number)[],
  value: Json | undefined,
): readonly Issue[] {
  const commands = editField(section, path, value)
  const refusal = refusalOf(actions().document, commands)
  if (refusal) return refusal.filter(({ severity }) => severity === 'error')
  const { name } = section.manifest.metadata
  const field = String(path.findLast((key) => typeof key === 'string')).replace(/^.*\//, '')
  if (commands.length > 0) actions().run(commands, { key: 'edit.field', params: { field, name } })
  return []
}
