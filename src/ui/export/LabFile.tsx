import { renderSource } from '../../io/render-source'
import { selectCluster } from '../../store/derived'
import { useLab } from '../lab'
import { TextToTake } from './TextToTake'

export function LabFile() {
  const { underlay } = useLab(selectCluster)
  const lab = useLab((state) => state.document)
  const baseSource = useLab((state) => state.baseSource)
  return <TextToTake file={`${underlay.name}.yaml`} text={renderSource(baseSource, lab)} />
}
