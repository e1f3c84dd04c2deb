import { type KeyboardEvent, type ReactNode, use } from 'react'
import { useTranslation } from 'react-i18next'
import { invariant } from '../../engine/invariant'
import { chooseElements, clickElement } from '../canvas-pane/element-actions'
import { useLab } from '../lab'
import styles from './Outline.module.css'
import { OutlineContext } from './outline-context'
import { onOutlineKey } from './outline-keys'

interface Props {
  readonly id: string
  readonly name: string
  readonly children?: ReactNode
}

/** One element of the lab as a button, and what is inside it. */
export function OutlineItem({ id, name, children }: Props) {
  const outline = use(OutlineContext)
  invariant(outline, 'an outline item outside an outline')
  const selected = useLab((state) => state.selection === id)
  const chosen = useLab((state) => state.chosen.includes(id))
  const { t } = useTranslation()
  const onKeyDown = (event: KeyboardEvent) => onOutlineKey(event.nativeEvent, id, outline.focus)
  const box = outline.boxes.get(id)
  return (
    <li>
      <button
        ref={(button) => outline.register(id, button)}
        type="button"
        className={styles.button}
        style={box}
        tabIndex={outline.active === id ? 0 : -1}
        aria-pressed={selected}
        data-element={id}
        onClick={(event) => (event.ctrlKey || event.metaKey ? chooseElements([id]) : clickElement(id, event.shiftKey))}
        onFocus={() => outline.setActive(id)}
        onKeyDown={onKeyDown}
        onKeyUp={(event) => event.key === ' ' && event.preventDefault()}
        onContextMenu={(event) => {
          event.preventDefault()
          const rect = event.currentTarget.getBoundingClientRect()
          outline.openMenu(id, { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 })
        }}
      >
        <span className="visually-hidden">{chosen ? t('outline.chosen', { words: name }) : name}</span>
      </button>
      {children}
    </li>
  )
}
