/** Why bytes are not what a codec reads. `offset` is where it gave up. */
export interface WireIssue {
  readonly code: 'short-header' | 'not-ipv4' | 'vni-flag-clear'
  readonly offset: number
}
