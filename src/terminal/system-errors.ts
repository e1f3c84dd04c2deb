import type { Verdict } from '../engine/trace/trace'

type LocalError = Extract<Verdict, { readonly kind: 'local-error' }>['error']

/** `strerror` of what a system call returns. */
export const ERROR_WORDS: Readonly<Record<LocalError, string>> = {
  'network-unreachable': 'Network is unreachable',
  'host-unreachable': 'No route to host',
  'invalid-argument': 'Invalid argument',
  'permission-denied': 'Permission denied',
  'message-too-long': 'Message too long',
}
