import type { DropdownMenu as Radix } from 'radix-ui'
import { Slot } from 'radix-ui'
import {
  type ComponentProps,
  type ComponentType,
  createContext,
  createElement,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  use,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { createPortal } from 'react-dom'
import { invariant } from '../../../engine/invariant'
import { useCompact } from '../../use-media'
import { loadMenuParts, menuParts, useMenuParts } from './menu-parts'

// Radix' DropdownMenu under the same names, fetched when somebody first does something: the page's first load has only
// the buttons. A button stays the same element when the menu arrives, so that the first click opens it.

interface Menu {
  readonly open: boolean
  readonly setOpen: (open: boolean) => void
  readonly triggerId: string
  readonly trigger: RefObject<HTMLElement | null>
}

const MenuContext = createContext<Menu | undefined>(undefined)
const InsideContext = createContext(false)

function useMenu(): Menu {
  const menu = use(MenuContext)
  invariant(menu, 'a part of a menu stands in its Root')
  return menu
}

interface RootProps {
  readonly open?: boolean
  readonly onOpenChange?: (open: boolean) => void
  readonly children: ReactNode
}

/** A menu that leaves the rest of the page usable; `open` where somebody else decides. */
function Root({ open: decided, onOpenChange, children }: RootProps) {
  const [own, setOwn] = useState(false)
  const triggerId = useId()
  const trigger = useRef<HTMLElement>(null)
  const setOpen = (open: boolean) => {
    if (decided === undefined) setOwn(open)
    onOpenChange?.(open)
  }
  return <MenuContext value={{ open: decided ?? own, setOpen, triggerId, trigger }}>{children}</MenuContext>
}

type TriggerProps = ComponentProps<'button'> & { readonly asChild?: boolean }

function Trigger({ asChild = false, ...props }: TriggerProps) {
  const { open, setOpen, triggerId, trigger } = useMenu()
  const toggle = (event: KeyboardEvent | PointerEvent) => {
    event.preventDefault()
    void loadMenuParts()
    setOpen(!open)
  }
  return createElement(asChild ? (Slot.Root as ComponentType<ComponentProps<'button'>>) : 'button', {
    ...(!asChild && { type: 'button' }),
    ...props,
    id: triggerId,
    ref: (element) => {
      trigger.current = element
    },
    'aria-haspopup': 'menu',
    'aria-expanded': open,
    onPointerEnter: () => void loadMenuParts(),
    onPointerDown: (event) => {
      if (event.button === 0 && !event.ctrlKey) toggle(event)
    },
    onKeyDown: (event) => {
      if (['Enter', ' '].includes(event.key) || (event.key === 'ArrowDown' && !open)) toggle(event)
    },
  })
}

/** Around a menu's content, or that of a menu within it. */
function Portal({ children }: { readonly children: ReactNode }) {
  const parts = useMenuParts()
  const inside = use(InsideContext)
  const { open, setOpen } = useMenu()
  if (!parts) return null
  if (inside) return <parts.Portal>{children}</parts.Portal>
  return (
    <parts.Root open={open} onOpenChange={setOpen} modal={false}>
      {open && <Anchor />}
      <parts.Portal>
        <InsideContext value={true}>{children}</InsideContext>
      </parts.Portal>
    </parts.Root>
  )
}

/** Radix puts the content beside its own trigger: here a place on the screen, which is where the button is. */
function Anchor() {
  const { trigger } = useMenu()
  const anchor = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    const place = () => {
      const { left, top, width, height } = trigger.current?.getBoundingClientRect() ?? new DOMRect()
      Object.assign(anchor.current?.style ?? {}, {
        left: `${left}px`,
        top: `${top}px`,
        width: `${width}px`,
        height: `${height}px`,
      })
    }
    place()
    addEventListener('resize', place)
    return () => removeEventListener('resize', place)
  }, [trigger])
  const { Trigger: RadixTrigger } = menuParts()
  return createPortal(
    <RadixTrigger asChild>
      <span ref={anchor} style={{ position: 'fixed', pointerEvents: 'none' }} aria-hidden />
    </RadixTrigger>,
    document.body,
  )
}

/** When the menu closes its button has the focus again, unless that is because something else was clicked. */
function Content(props: ComponentProps<typeof Radix.Content>) {
  const { trigger, triggerId } = useMenu()
  const leftForElsewhere = useRef(false)
  const { Content: RadixContent } = menuParts()
  return (
    <RadixContent
      {...props}
      aria-labelledby={triggerId}
      onInteractOutside={() => {
        leftForElsewhere.current = true
      }}
      onCloseAutoFocus={(event) => {
        props.onCloseAutoFocus?.(event)
        if (!event.defaultPrevented && !leftForElsewhere.current) trigger.current?.focus()
        leftForElsewhere.current = false
        event.preventDefault()
      }}
    />
  )
}

/** A part that is drawn inside an open menu, where Radix is at hand. */
function inside<P extends object>(partOf: (parts: ReturnType<typeof menuParts>) => ComponentType<P>) {
  return (props: P) => createElement(partOf(menuParts()), props)
}

/** How far a menu within a menu lies over it where it has no room beside it, on a phone. */
const OVER_ITS_MENU_PX = -170

function SubContent(props: ComponentProps<typeof Radix.SubContent>) {
  const compact = useCompact()
  const { SubContent: RadixSubContent } = menuParts()
  return <RadixSubContent {...(compact && { sideOffset: OVER_ITS_MENU_PX })} {...props} />
}

export const DropdownMenu = {
  Root,
  Trigger,
  Portal,
  Content,
  Item: inside((parts) => parts.Item),
  CheckboxItem: inside((parts) => parts.CheckboxItem),
  RadioGroup: inside((parts) => parts.RadioGroup),
  RadioItem: inside((parts) => parts.RadioItem),
  ItemIndicator: inside((parts) => parts.ItemIndicator),
  Label: inside((parts) => parts.Label),
  Separator: inside((parts) => parts.Separator),
  Sub: inside((parts) => parts.Sub),
  SubTrigger: inside((parts) => parts.SubTrigger),
  SubContent,
}
