import { useTranslation } from 'react-i18next'
import type { SubnetPicture } from '../../canvas/picture'
import { selectPicture } from '../../store/derived'
import { actions, useLab } from '../lab'
import styles from './Facts.module.css'

export function SubnetFacts({ subnet }: { readonly subnet: SubnetPicture }) {
  const { t } = useTranslation()
  const nodes = useLab(selectPicture).nodes.filter((node) => node.subnet === subnet.id)
  return (
    <div className={styles.facts}>
      <h3>{t('inspector.gateway')}</h3>
      <ul className={styles.lines}>
        <li>{subnet.gateway ?? t('inspector.noGateway')}</li>
      </ul>
      <h3>{t('inspector.nodesHere')}</h3>
      <ul className={styles.lines}>
        {nodes.map(({ id, name, address }) => (
          <li key={id}>
            {address}{' '}
            <button type="button" className={styles.link} onClick={() => actions().select(id)}>
              {name}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
