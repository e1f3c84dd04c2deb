import { HelpCircle, Redo2, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { selectCluster } from '../../store/derived'
import { say } from '../../words/i18n'
import { IconButton } from '../controls/IconButton'
import { EraMenu } from '../era/EraMenu'
import { actions, useHistory, useLab } from '../lab'
import { useRoomForSwitches } from './bar-room'
import { useChosenPool } from './chosen-pool'
import { EncapMenu } from './EncapMenu'
import { useFileOnDisk } from './file-on-disk'
import { LabMenu } from './LabMenu'
import { NetworkSwitches } from './NetworkSwitches'
import { PoolPicker } from './PoolPicker'
import { ThemeMenu } from './ThemeMenu'
import styles from './TopBar.module.css'

/** Everything that changes the whole lab, in one row; on a phone in two. */
export function TopBar({ compact }: { readonly compact: boolean }) {
  const { t } = useTranslation()
  return (
    <header className={styles.bar} data-compact={compact || undefined}>
      <h1 className={styles.logo}>podpath</h1>
      <LabName />
      <PoolControls />
      <div className={styles.actions}>
        <HistoryButtons />
        <LabMenu compact={compact} />
        <ThemeMenu />
        <IconButton icon={HelpCircle} label={t('topBar.help')} onClick={() => actions().show({ helpOpen: true })} />
      </div>
    </header>
  )
}

/** By itself, so that a change of the pool draws nothing else of the bar again. */
function PoolControls() {
  const pool = useChosenPool()
  const switchesInBar = useRoomForSwitches()
  return (
    <div className={styles.controls}>
      <PoolPicker />
      {pool && <EncapMenu pool={pool} tunnel="ipip" />}
      {pool && <EncapMenu pool={pool} tunnel="vxlan" />}
      {switchesInBar && <NetworkSwitches pool={pool} />}
      <EraMenu />
    </div>
  )
}

function LabName() {
  const { t } = useTranslation()
  const { underlay, nodes, pods } = useLab(selectCluster)
  const labName = useLab((state) => state.labName)
  const summary = t('topBar.summary', {
    subnets: t('count.subnet', { count: underlay.subnets.length }),
    nodes: t('count.node', { count: nodes.length }),
    pods: t('count.pod', { count: pods.length }),
  })
  return (
    <p className={styles.name}>
      {labName ?? underlay.name}
      <FileState /> <span className={styles.summary}>· {summary}</span>
    </p>
  )
}

/** Of a lab that is a file on disk: whether that holds what is here. */
function FileState() {
  const { t } = useTranslation()
  const file = useFileOnDisk()
  const state = useLab(({ labId, document, baseSource }) => {
    if (file?.labId !== labId) return undefined
    return file.document.manifests === document.manifests && file.source === baseSource ? 'saved' : 'unsaved'
  })
  return state && file ? <span className={styles.file}> · {t(`topBar.file.${state}`, { file: file.name })}</span> : null
}

function HistoryButtons() {
  const { t } = useTranslation()
  const canUndo = useHistory(({ pastStates }) => pastStates.length > 0)
  const redone = useHistory(({ futureStates }) => futureStates.at(-1)?.edit)
  const edit = useLab((state) => state.edit)
  return (
    <>
      <IconButton
        icon={Undo2}
        label={t('topBar.undo')}
        tip={canUndo ? t('topBar.undoEdit', { edit: say(edit) }) : t('topBar.nothingToUndo')}
        aria-disabled={!canUndo}
        onClick={() => actions().undo()}
      />
      <IconButton
        icon={Redo2}
        label={t('topBar.redo')}
        tip={redone ? t('topBar.redoEdit', { edit: say(redone) }) : t('topBar.nothingToRedo')}
        aria-disabled={!redone}
        onClick={() => actions().redo()}
      />
    </>
  )
}
