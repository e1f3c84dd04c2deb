import { formatPrefix } from '../../net/prefix'
import type { IPAMBlock } from '../resources/ipam-block'
import { giveBack, isEmpty } from './blocks'
import { addressesInUse, type Ipam, type IpamSources } from './ipam'

/**
 * The state without a node: its pods' and tunnels' addresses given back, its affinities gone, and its blocks with them.
 * A block out of which pods of other nodes have borrowed stays, owned by nobody.
 * Source: kube-controllers `pkg/controllers/node/ipam.go`.
 */
export function withoutNode(ipam: Ipam, sources: Pick<IpamSources, 'nodes' | 'pods'>, name: string): Ipam {
  const own = addressesInUse({
    nodes: sources.nodes.filter((node) => node.name === name),
    pods: sources.pods.filter((pod) => pod.node === name),
  })
  const blocks = [...ipam.blocks.values()].flatMap((block) => {
    const released = own.reduce((state, { address }) => giveBack(state, address), block)
    if (block.node !== name) return [released]
    return isEmpty(released) ? [] : [withoutOwner(released)]
  })
  return {
    ...ipam,
    affinities: ipam.affinities.filter(({ node }) => node !== name),
    blocks: new Map(blocks.map((block) => [formatPrefix(block.cidr), block])),
  }
}

function withoutOwner({ node: _owner, ...block }: IPAMBlock): IPAMBlock {
  return block
}
