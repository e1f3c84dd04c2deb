import type { Issue } from '../../issue'
import { fail, type Result } from '../../result'
import type { LabDocument } from '../document'

/** What a command makes of a document, or why it does not. */
export type Outcome = Result<LabDocument, readonly Issue[]>

export const refusal = (code: string, params: Issue['params'] = {}): Issue => ({ code, params, severity: 'error' })

export const refuse = (code: string, params: Issue['params'] = {}): { readonly ok: false; readonly error: Issue[] } =>
  fail([refusal(code, params)])
