import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { kindScript } from '../../exporting/kind/kind-script'
import { netnsScript } from '../../exporting/netns-script'
import { selectCluster, selectFabric } from '../../store/derived'
import { useLab } from '../lab'
import styles from './Export.module.css'
import { TextToTake } from './TextToTake'

const MAKERS = ['netns', 'kind'] as const

/** The lab to be made elsewhere: as namespaces with what the engine computed, or as a cluster with Calico in it. */
export function ScriptPane() {
  const { t } = useTranslation()
  const id = useId()
  const [maker, setMaker] = useState<(typeof MAKERS)[number]>('netns')
  const lab = useLab((state) => state.document)
  const { underlay } = useLab(selectCluster)
  const fabric = useLab(selectFabric)
  return (
    <>
      <div className={styles.choices}>
        {MAKERS.map((each) => (
          <label key={each}>
            <input type="radio" name={id} checked={maker === each} onChange={() => setMaker(each)} />{' '}
            {t(`export.maker.${each}`)}
          </label>
        ))}
        <span>{t(`export.makerHint.${maker}`)}</span>
      </div>
      <TextToTake
        file={maker === 'netns' ? `${underlay.name}.sh` : `${underlay.name}-kind.sh`}
        text={maker === 'netns' ? netnsScript(fabric, underlay.name) : kindScript(lab)}
      />
    </>
  )
}
