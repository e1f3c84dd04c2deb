import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EncapMode, IPPool } from '../../engine/calico/resources/ip-pool'
import type { Command } from '../../engine/lab/commands'
import type { LabDocument } from '../../engine/lab/document'
import type { Toll } from '../../store/differences'
import { encapCommands, modeOf, type Tunnel } from '../../store/encap-commands'
import { ENCAP_MODES } from '../../store/lab-state'
import { infoNotice } from '../../store/notice'
import { CheckMark } from '../controls/CheckMark'
import { DropdownMenu } from '../controls/menu/dropdown-menu'
import { SelectTrigger } from '../controls/menu/SelectTrigger'
import menu from '../controls/menu.module.css'
import { Tip } from '../controls/Tip'
import { actions, useLabNow } from '../lab'
import { loadTolls, tollsNow } from '../lazy-differences'
import styles from './TopBar.module.css'

interface Props {
  readonly pool: IPPool
  readonly tunnel: Tunnel
}

/** Sets the mode; where that switches the other tunnel off, it is one undo step and says so. */
function chooseMode({ pool, tunnel }: Props, mode: EncapMode, otherName: string): void {
  const commands = encapCommands(pool, tunnel, mode)
  const both = commands.length > 1
  const done = actions().run(commands, both ? { key: `edit.${tunnel}-instead`, params: { mode } } : undefined)
  if (done && both) actions().notify(infoNotice({ key: 'notice.encapSwitched', params: { other: otherName } }))
}

/** A pool's IPIP or VXLAN mode; the menu says of each mode what it would do. */
export function EncapMenu({ pool, tunnel }: Props) {
  const { t } = useTranslation()
  const mode = modeOf(pool, tunnel)
  const other = t(tunnel === 'ipip' ? 'topBar.vxlan' : 'topBar.ipip')
  return (
    <div className={styles.field}>
      <span aria-hidden>{t(`topBar.${tunnel}`)}</span>
      <DropdownMenu.Root>
        <Tip text={t(`hint.${tunnel}`)}>
          <SelectTrigger
            chosen={mode}
            choices={ENCAP_MODES}
            className={styles.encap}
            data-look={mode === 'Never' ? undefined : tunnel}
            aria-label={t(`topBar.${tunnel}Mode`, { mode })}
          />
        </Tip>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className={`${menu.content} ${styles.modes}`} sideOffset={6} collisionPadding={8}>
            <DropdownMenu.RadioGroup
              value={mode}
              onValueChange={(chosen) => chooseMode({ pool, tunnel }, chosen as EncapMode, other)}
            >
              {ENCAP_MODES.map((choice) => (
                <ModeItem key={choice} pool={pool} tunnel={tunnel} mode={choice} other={other} />
              ))}
            </DropdownMenu.RadioGroup>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </div>
  )
}

function ModeItem({ pool, tunnel, mode, other }: Props & { readonly mode: EncapMode; readonly other: string }) {
  const { t } = useTranslation()
  const document = useLabNow((state) => state.document)
  const commands = encapCommands(pool, tunnel, mode)
  // Of the lab that the menu was opened on: counted anew while it closes, they would delay what was chosen.
  const [opened] = useState({ document, commands })
  const pairs = usePairs(opened.document, `${tunnel} ${mode}`, opened.commands)
  return (
    <DropdownMenu.RadioItem value={mode} className={`${menu.item} ${styles.mode}`} textValue={mode}>
      <CheckMark />
      <span>
        <strong>{mode}</strong>
        <span className={styles.says}>{t(`mode.${tunnel}.${mode}`)}</span>
        {pairs && (
          <span className={styles.effect} data-lost={pairs.lostAfter > 0 || undefined}>
            {t('mode.effect', { pairs: pairs.all, wrapped: pairs.wrapped, lost: pairs.lostAfter })}
          </span>
        )}
        {commands.length > 1 && <span className={styles.says}>{t('mode.otherOff', { other })}</span>}
      </span>
    </DropdownMenu.RadioItem>
  )
}

/** What would become of the pairs of pods. Of a large lab it is counted elsewhere, and said when the menu already stands. */
function usePairs(document: LabDocument, asker: string, commands: readonly Command[]): Toll['pairs'] {
  const [toll, setToll] = useState<Toll | undefined>(() => tollsNow()?.quickTollOf(document, commands))
  useEffect(() => {
    if (toll) return undefined
    let isWanted = true
    const look = async () => {
      const tolls = tollsNow() ?? (await loadTolls())
      if (isWanted) setToll(tolls.tollOrLater(document, asker, commands, look))
    }
    void look()
    return () => {
      isWanted = false
    }
  }, [toll, document, asker, commands])
  return toll?.pairs
}
