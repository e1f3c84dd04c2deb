import { useTranslation } from 'react-i18next'
import type { IPPool } from '../../engine/calico/resources/ip-pool'
import { selectCluster } from '../../store/derived'
import { Switch } from '../controls/Switch'
import { actions, useLab } from '../lab'

export function NetworkSwitches({ pool }: { readonly pool: IPPool | undefined }) {
  const { t } = useTranslation()
  const mesh = useLab((state) => selectCluster(state).bgpConfiguration.nodeToNodeMeshEnabled)
  const { run } = actions()
  return (
    <>
      {pool && (
        <Switch
          label={t('topBar.natOutgoing')}
          hint={t('hint.natOutgoing')}
          checked={pool.natOutgoing}
          onChange={(enabled) => run({ kind: 'set-nat-outgoing', pool: pool.name, enabled })}
        />
      )}
      <Switch
        label={t('topBar.bgpMesh')}
        hint={t('hint.bgpMesh')}
        checked={mesh}
        onChange={(enabled) => run({ kind: 'set-bgp-mesh', enabled })}
      />
    </>
  )
}
