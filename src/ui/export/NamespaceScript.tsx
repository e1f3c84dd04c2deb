import { netnsScript } from '../../exporting/netns-script'
import { selectCluster, selectFabric } from '../../store/derived'
import { useLab } from '../lab'
import { TextToTake } from './TextToTake'

export function NamespaceScript() {
  const { underlay } = useLab(selectCluster)
  const fabric = useLab(selectFabric)
  return <TextToTake file={`${underlay.name}.sh`} text={netnsScript(fabric, underlay.name)} />
}
