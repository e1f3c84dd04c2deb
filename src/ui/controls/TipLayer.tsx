import { Tooltip } from 'radix-ui'
import { useEffect, useState } from 'react'
import type { TipSide } from './Tip'
import styles from './Tip.module.css'

/** How long a pointer rests before the hint comes, and how long it may be on its way to the hint. */
const DELAY_MS = 400
const LEAVE_MS = 120

const TEXT_ID = 'tip-text'

const tipped = (target: EventTarget | null): HTMLElement | undefined =>
  target instanceof Element ? (target.closest<HTMLElement>('[data-tip]') ?? undefined) : undefined

/** A hint would lie over the menu that its button has opened. */
const isOpen = (element: HTMLElement): boolean => element.matches('[aria-expanded="true"]')

/** One hint at a time, of what the pointer rests on or Tab has come to. Escape and any press take it away. */
export default function TipLayer() {
  const target = useTipped()
  useEffect(() => {
    target?.setAttribute('aria-describedby', TEXT_ID)
    return () => target?.removeAttribute('aria-describedby')
  }, [target])
  const text = target?.dataset.tip
  if (!target || text === undefined) return null
  const { left, top, width, height } = target.getBoundingClientRect()
  return (
    <Tooltip.Provider>
      <span id={TEXT_ID} hidden>
        {text}
      </span>
      <Tooltip.Root open key={`${left} ${top} ${text}`}>
        <Tooltip.Trigger asChild>
          <span style={{ position: 'fixed', pointerEvents: 'none', left, top, width, height }} aria-hidden />
        </Tooltip.Trigger>
        <Tooltip.Portal>
          <Tooltip.Content
            className={styles.tip}
            side={target.dataset.tipSide as TipSide}
            sideOffset={6}
            collisionPadding={8}
            data-tip-content
          >
            {text}
          </Tooltip.Content>
        </Tooltip.Portal>
      </Tooltip.Root>
    </Tooltip.Provider>
  )
}

function useTipped(): HTMLElement | undefined {
  const [target, setTarget] = useState<HTMLElement>()
  useEffect(() => {
    const stop = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    let tabbed = false
    const after = (next: HTMLElement | undefined, ms: number) => {
      clearTimeout(timer)
      timer = setTimeout(() => setTarget(next && isOpen(next) ? undefined : next), ms)
    }
    const now = (next: HTMLElement | undefined) => {
      clearTimeout(timer)
      setTarget(next)
    }
    const on = <K extends keyof DocumentEventMap>(event: K, act: (event: DocumentEventMap[K]) => void) =>
      document.addEventListener(event, act, { capture: true, signal: stop.signal })
    on('pointerover', ({ target: under, pointerType }) => {
      if (pointerType !== 'mouse') return
      const isTheHint = under instanceof Element && under.closest('[data-tip-content]')
      if (isTheHint) clearTimeout(timer)
      else {
        const next = tipped(under)
        after(next, next ? DELAY_MS : LEAVE_MS)
      }
    })
    on('pointerdown', () => {
      tabbed = false
      now(undefined)
    })
    on('keydown', ({ key }) => {
      tabbed = key === 'Tab'
      now(undefined)
    })
    // A menu that closes gives its button the focus back: then nobody asked for a hint.
    on('focusin', ({ target: focused }) => {
      if (tabbed) now(tipped(focused))
    })
    on('focusout', () => now(undefined))
    // What the pointer had come to while this was fetched.
    const under = document.querySelector<HTMLElement>('[data-tip]:hover')
    if (under) after(under, DELAY_MS)
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [])
  return target
}
