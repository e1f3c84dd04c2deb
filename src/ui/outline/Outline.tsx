import { type RefObject, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Canvas, ScreenPoint } from '../../canvas/canvas'
import type { NodePicture, Picture } from '../../canvas/picture'
import { selectPicture } from '../../store/derived'
import { useLab, useLabNow } from '../lab'
import styles from './Outline.module.css'
import { OutlineItem } from './OutlineItem'
import { OutlineContext, type OutlineState } from './outline-context'
import { useOutline } from './use-outline'

interface Props {
  readonly canvas: Canvas | undefined
  /** Moved and scaled as the canvas is. */
  readonly frame: RefObject<HTMLDivElement | null>
  readonly openMenu: (element: string, at: ScreenPoint) => void
}

/** With more pods than this, only those of the node in focus are listed. */
const MAX_LISTED_PODS = 400

/**
 * The lab as nested lists of buttons, each lying where the canvas draws its element: what a screen reader reads, what
 * the keyboard moves through, and where the focus ring is. One tab stop; arrow keys go on from there.
 */
export function Outline({ canvas, frame, openMenu }: Props) {
  const { t } = useTranslation()
  const how = useId()
  const picture = useLabNow(selectPicture)
  const outline = useOutline(picture, canvas, frame)
  return (
    <nav className={styles.outline} aria-label={t('outline.label')} aria-describedby={how}>
      <p id={how} className="visually-hidden">
        {t('outline.how')}
      </p>
      <div ref={frame} className={styles.frame}>
        <OutlineContext value={{ ...outline, openMenu }}>
          <Lists picture={picture} active={outline.active} />
        </OutlineContext>
        <FirstPod picture={picture} boxes={outline.boxes} />
      </div>
    </nav>
  )
}

/** Draws a first visitor's eye to where a ping begins. */
function FirstPod({ picture, boxes }: { readonly picture: Picture } & Pick<OutlineState, 'boxes'>) {
  const isFirstVisit = useLab((state) => !state.welcomed && !state.probe && !state.aim && !state.carry)
  const pod = picture.nodes.find((node) => node.pods.length > 0)?.pods[0]
  const box = pod && boxes.get(pod.id)
  return isFirstVisit && box ? <div className={styles.first} style={box} aria-hidden /> : null
}

function Lists({ picture, active }: { readonly picture: Picture } & Pick<OutlineState, 'active'>) {
  const { t } = useTranslation()
  const podCount = picture.nodes.reduce((sum, node) => sum + node.pods.length, 0)
  const listsPods = (node: NodePicture) =>
    podCount <= MAX_LISTED_PODS || node.id === active || node.pods.some(({ id }) => id === active)
  const told = ({ broken }: { readonly broken?: true }, words: string) =>
    broken ? t('outline.broken', { words }) : words
  return (
    <ul>
      {picture.subnets.map((subnet) => (
        <OutlineItem key={subnet.id} id={subnet.id} name={told(subnet, t('outline.subnet', { ...subnet }))}>
          <ul>
            {picture.nodes
              .filter((node) => node.subnet === subnet.id)
              .map((node) => (
                <OutlineItem key={node.id} id={node.id} name={told(node, t('outline.node', { ...node }))}>
                  {listsPods(node) && <Pods node={node} />}
                </OutlineItem>
              ))}
          </ul>
        </OutlineItem>
      ))}
      {picture.routers.map((router) => (
        <OutlineItem key={router.id} id={router.id} name={told(router, t('outline.router', { name: router.name }))} />
      ))}
    </ul>
  )
}

function Pods({ node }: { readonly node: NodePicture }) {
  const { t } = useTranslation()
  if (node.pods.length === 0) return null
  return (
    <ul>
      {node.pods.map(({ id, name, namespace, address }) => (
        <OutlineItem
          key={id}
          id={id}
          name={
            namespace === 'default'
              ? t('outline.pod', { name, address })
              : t('outline.podNamed', { name, namespace, address })
          }
        />
      ))}
    </ul>
  )
}
