import type { assertion } from './en/assertion'
import type { captures } from './en/captures'
import type { changes } from './en/changes'
import type { choice } from './en/choice'
import type { doctor } from './en/doctor'
import type { doctorPanel } from './en/doctor-panel'
import type { driftPanel } from './en/drift-panel'
import type { embed } from './en/embed'
import type { exportWords } from './en/export'
import type { field } from './en/field'
import type { flip } from './en/flip'
import type { flows } from './en/flows'
import type { form } from './en/form'
import type { frame } from './en/frame'
import type { help } from './en/help'
import type { importIssues } from './en/import-issue'
import type { importPanel } from './en/import-panel'
import type { importReport } from './en/import-report'
import type { issue } from './en/issue'
import type { labsWords } from './en/labs'
import type { linkWords } from './en/link'
import type { matrix } from './en/matrix'
import type { provenance } from './en/provenance'
import type { step } from './en/step'
import type { terminalPanel } from './en/terminal-panel'
import type { why } from './en/why'
import type { worlds } from './en/worlds'
import type { yamlEditor } from './en/yaml-editor'

/** Words that panels bring when they are loaded: named here so that their keys are checked as all others are. */
export type LaterWords = typeof assertion &
  typeof captures &
  typeof changes &
  typeof choice &
  typeof doctor &
  typeof doctorPanel &
  typeof driftPanel &
  typeof field &
  typeof flip &
  typeof embed &
  typeof exportWords &
  typeof flows &
  typeof form &
  typeof frame &
  typeof help &
  typeof importPanel &
  typeof issue &
  typeof labsWords &
  typeof importReport & { readonly issue: typeof importIssues } & typeof linkWords &
  typeof matrix &
  typeof provenance &
  typeof step &
  typeof terminalPanel &
  typeof why &
  typeof worlds &
  typeof yamlEditor
