import type { LinkName } from '../../linux/link'
import { ENCAP_OVERHEAD_BYTES } from '../resources/encap'
import type { FelixConfiguration } from '../resources/felix-configuration'

/** What Felix takes when none of a host's devices matches: the smallest among the clouds it knows. */
const MTU_WITHOUT_DEVICE_BYTES = 1460

/**
 * The MTU that Felix finds on a host: of its NICs those count whose names match `mtuIfacePattern`, and a host of the
 * lab has one. Source: felix/dataplane/linux/int_dataplane.go, `findHostMTU`. [FELIX-4]
 */
export const hostMtuBytes = (nic: LinkName, mtuBytes: number, { mtuIfacePattern }: FelixConfiguration): number =>
  mtuIfacePattern.test(nic) ? mtuBytes : MTU_WITHOUT_DEVICE_BYTES

/** A tunnel device's, and that of the lines into it: as configured, or else what the outer header leaves. */
export function tunnelMtuBytes(
  tunnel: 'ipip' | 'vxlan',
  hostMtu: number,
  { ipipMtuBytes, vxlanMtuBytes }: FelixConfiguration,
): number {
  return (tunnel === 'ipip' ? ipipMtuBytes : vxlanMtuBytes) || hostMtu - ENCAP_OVERHEAD_BYTES[tunnel]
}
