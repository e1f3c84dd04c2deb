import type { Ipv4 } from '../../net/ipv4'

/** A pod with its own network namespace: host-network, finished and unscheduled pods are no endpoints. */
export interface Pod {
  readonly name: string
  readonly namespace: string
  readonly node: string
  readonly address: Ipv4
  readonly labels: Readonly<Record<string, string>>
}
