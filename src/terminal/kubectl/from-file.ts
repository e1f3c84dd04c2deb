import { DRY_RUN } from './dry-run'
import type { Flag } from './flags'

/** What `apply` and `create` take. */
export const FROM_FILE: readonly Flag[] = [
  { name: 'filename', short: 'f', takesValue: true },
  { name: 'recursive', short: 'R' },
  { name: 'validate', takesValue: true },
  { name: 'field-manager', takesValue: true },
  { name: 'kustomize', short: 'k', isUnmodelled: true },
  DRY_RUN,
  { name: 'server-side', isUnmodelled: true },
  { name: 'prune', isUnmodelled: true },
  { name: 'output', short: 'o', isUnmodelled: true },
  { name: 'edit', isUnmodelled: true },
]

export const NO_FILE = 'must specify one of -f and -k'
