import { useTranslation } from 'react-i18next'
import type { Picture, PodPicture } from '../../../canvas/picture'
import { selectPicture } from '../../../store/derived'
import { hostOf } from '../../../store/elements'
import pill from '../../controls/pill.module.css'
import { actions, useLab } from '../../lab'
import { useTouch } from '../../use-media'
import styles from './Steps.module.css'

type Pair = readonly [PodPicture, PodPicture]

/** One ping that stays in the subnet and one that leaves it, if the lab has them. */
function suggestions({ nodes }: Picture): readonly Pair[] {
  const [first, ...others] = nodes.flatMap((node) => node.pods.slice(0, 1).map((pod) => ({ pod, subnet: node.subnet })))
  if (!first) return []
  const near = others.find(({ subnet }) => subnet === first.subnet)
  const far = others.find(({ subnet }) => subnet !== first.subnet)
  return [near, far].flatMap((other): Pair[] => (other ? [[first.pod, other.pod]] : []))
}

/** What to do before there is a ping to tell of. */
export function FirstSteps() {
  const { t } = useTranslation()
  const touch = useTouch()
  const pairs = suggestions(useLab(selectPicture))
  const send = ([from, to]: Pair) =>
    actions().sendProbe({ from: hostOf(from.id) ?? from.name, to: hostOf(to.id) ?? to.name })
  return (
    <div className={styles.empty}>
      <p>{t('steps.empty')}</p>
      <ol>
        <li>
          {t(touch ? 'steps.tryPingTouch' : 'steps.tryPing')}
          {pairs.map((pair) => (
            <button key={pair[1].id} type="button" className={pill.pill} onClick={() => send(pair)}>
              {t('steps.route', { from: pair[0].name, to: pair[1].name })}
            </button>
          ))}
        </li>
        <li>{t('steps.tryMode')}</li>
        <li>{t('steps.tryDrag')}</li>
      </ol>
    </div>
  )
}
