import { useTranslation } from 'react-i18next'
import type { Cluster } from '../../engine/lab/cluster'
import { formatIpv4 } from '../../engine/net/ipv4'
import { formatPrefix, type Prefix, prefixContains, prefixSize } from '../../engine/net/prefix'
import { selectCluster } from '../../store/derived'
import { Tip } from '../controls/Tip'
import { useLab } from '../lab'
import styles from './Facts.module.css'
import type { HostElement } from './HostTabs'

export function AddressFacts({ element }: { readonly element: HostElement }) {
  switch (element.kind) {
    case 'node':
      return <NodeAddresses name={element.node.name} />
    case 'pod':
      return <PodAddresses name={element.pod.name} namespace={element.pod.namespace} />
    case 'router':
      return <RouterAddresses interfaces={element.router.interfaces} />
  }
}

const inUse = ({ pods, nodes }: Cluster, block: Prefix): number => {
  const tunnels = nodes.flatMap(({ ipipTunnelAddress, vxlanTunnelAddress }) => [ipipTunnelAddress, vxlanTunnelAddress])
  const addresses = [...pods.map(({ address }) => address), ...tunnels]
  return new Set(addresses.filter((address) => address !== undefined && prefixContains(block, address))).size
}

function NodeAddresses({ name }: { readonly name: string }) {
  const { t } = useTranslation()
  const cluster = useLab(selectCluster)
  const node = cluster.nodes.find((each) => each.name === name)
  if (!node) return null
  const blocks = cluster.blockAffinities.filter((affinity) => affinity.node === name)
  const pods = cluster.pods.filter((pod) => pod.node === name)
  const tunnels = [node.ipipTunnelAddress, node.vxlanTunnelAddress].filter((address) => address !== undefined)
  return (
    <div className={styles.facts}>
      <h3>{t('inspector.addressesOf')}</h3>
      <ul className={styles.lines}>
        <li>{formatIpv4(node.internalAddress)}</li>
        <li>
          {formatPrefix(node.bgpAddress)} <span>{t('inspector.bgpAddress')}</span>
        </li>
        {tunnels.map((address) => (
          <li key={address}>
            {formatIpv4(address)} <span>{t('inspector.tunnelAddress')}</span>
          </li>
        ))}
      </ul>
      <Tip text={t('hint.block')} side="left">
        <h3 className={styles.hinted}>{t('inspector.blocksOf')}</h3>
      </Tip>
      <ul className={styles.lines}>
        {blocks.map(({ cidr }) => (
          <li key={formatPrefix(cidr)}>
            {formatPrefix(cidr)}{' '}
            <span>{t('inspector.usedOf', { used: inUse(cluster, cidr), size: prefixSize(cidr) })}</span>
          </li>
        ))}
        {blocks.length === 0 && <li>{t('inspector.noBlocks')}</li>}
      </ul>
      <h3>{t('inspector.podsOf')}</h3>
      <ul className={styles.lines}>
        {pods.map((pod) => (
          <li key={`${pod.namespace}/${pod.name}`}>
            {formatIpv4(pod.address)} <span>{pod.name}</span>
          </li>
        ))}
        {pods.length === 0 && <li>{t('inspector.noPods')}</li>}
      </ul>
    </div>
  )
}

function PodAddresses({ name, namespace }: { readonly name: string; readonly namespace: string }) {
  const { t } = useTranslation()
  const { pods, blockAffinities } = useLab(selectCluster)
  const pod = pods.find((each) => each.name === name && each.namespace === namespace)
  if (!pod) return null
  const block = blockAffinities.find(({ cidr }) => prefixContains(cidr, pod.address))
  return (
    <div className={styles.facts}>
      <ul className={styles.lines}>
        <li>
          {formatIpv4(pod.address)}{' '}
          <span>{block ? t('inspector.block', { block: formatPrefix(block.cidr) }) : t('inspector.noBlocks')}</span>
        </li>
      </ul>
    </div>
  )
}

type Interfaces = Extract<HostElement, { kind: 'router' }>['router']['interfaces']

function RouterAddresses({ interfaces }: { readonly interfaces: Interfaces }) {
  const { t } = useTranslation()
  return (
    <div className={styles.facts}>
      <h3>{t('inspector.interfaces')}</h3>
      <ul className={styles.lines}>
        {interfaces.map(({ name, subnet, address }) => (
          <li key={name}>
            {name} {address} <span>{subnet.replace('subnet:', '')}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
