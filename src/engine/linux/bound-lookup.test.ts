import { expect, it } from 'vitest'
import reference from '../../labs/reference.yaml'
import { invariant } from '../invariant'
import { realize } from '../lab/realize'
import { ip } from '../net/ipv4'
import { formatPrefix } from '../net/prefix'
import { lookupRouteBy } from './bound-lookup'

const namespace = realize(reference.document).namespaces.get('k8s-w1')

/** The route that is taken out of a device, and its gateway. */
function way(device: string, to: string): string {
  invariant(namespace, 'no k8s-w1')
  const { route, nextHop } = lookupRouteBy(namespace, ip(to), device)
  return `${route && formatPrefix(route.destination)} ${nextHop?.dev} ${nextHop?.gateway === undefined ? 'on the link' : 'by a gateway'}`
}

it.each([
  ['tunl0', '172.16.34.1', '172.16.34.0/24 tunl0 by a gateway'],
  ['ens5', '172.16.34.1', '0.0.0.0/0 ens5 by a gateway'],
  ['tunl0', '8.8.8.8', '8.8.8.8/32 tunl0 on the link'],
  ['ens5', '172.16.158.99', '172.16.158.99/32 ens5 on the link'], // the blackhole counts before the default route
])('[FIB-6] bound to %s, %s goes by %s', (device, to, expected) => expect(way(device, to)).toBe(expected))
