import { Check } from 'lucide-react'
import { DropdownMenu } from './menu/dropdown-menu'
import menu from './menu.module.css'

/** The tick before a menu's chosen item, or its empty place. */
export const CheckMark = () => (
  <span className={menu.check}>
    <DropdownMenu.ItemIndicator>
      <Check size={15} aria-hidden />
    </DropdownMenu.ItemIndicator>
  </span>
)
