import { Maximize, Minus, Plus, Trash2 } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { Canvas } from '../../canvas/canvas'
import { selectPicture } from '../../store/derived'
import { findElement, nameOf } from '../../store/elements'
import { IconButton } from '../controls/IconButton'
import { DropdownMenu } from '../controls/menu/dropdown-menu'
import menu from '../controls/menu.module.css'
import { actions, useLab } from '../lab'
import { onFirstInput } from '../on-first-input'
import styles from './CanvasPane.module.css'
import { canRemove, removeElement } from './element-actions'
import { ZOOM_STEP } from './use-canvas-keys'

const load = () => import('./AddItems')
onFirstInput(load)

const AddItems = lazy(async () => ({ default: (await load()).AddItems }))

interface Props {
  readonly canvas: Canvas | undefined
  readonly bare: boolean
}

export function CanvasToolbar({ canvas, bare }: Props) {
  const { t } = useTranslation()
  return (
    <>
      {!bare && (
        <div className={styles.tools} data-at="top" role="toolbar" aria-label={t('canvas.toolbar')}>
          <DropdownMenu.Root>
            <DropdownMenu.Trigger className={styles.addButton} aria-label={t('canvas.add')} data-add-menu>
              <Plus size={16} aria-hidden />
              <span>{t('canvas.add')}</span>
            </DropdownMenu.Trigger>
            <DropdownMenu.Portal>
              <DropdownMenu.Content className={menu.content} align="start" sideOffset={6} collisionPadding={8}>
                <Suspense>
                  <SelectionItems />
                </Suspense>
              </DropdownMenu.Content>
            </DropdownMenu.Portal>
          </DropdownMenu.Root>
          <RemoveButton />
        </div>
      )}
      <div className={styles.tools} data-at="bottom">
        <div className={styles.byPinch}>
          <IconButton icon={Minus} label={t('canvas.zoomOut')} onClick={() => canvas?.zoomBy(1 / ZOOM_STEP)} />
          <IconButton icon={Plus} label={t('canvas.zoomIn')} onClick={() => canvas?.zoomBy(ZOOM_STEP)} />
        </div>
        <IconButton icon={Maximize} label={t('canvas.fit')} onClick={() => canvas?.fit()} />
      </div>
    </>
  )
}

const useSelected = () =>
  findElement(
    useLab(selectPicture),
    useLab((state) => state.selection),
  )

function SelectionItems() {
  return <AddItems element={useSelected()} />
}

function RemoveButton() {
  const { t } = useTranslation()
  const selected = useSelected()
  if (!selected || !canRemove(selected)) return null
  const label = t('canvas.remove', { name: nameOf(selected) })
  return <IconButton icon={Trash2} label={label} onClick={() => removeElement(actions().selection)} />
}
