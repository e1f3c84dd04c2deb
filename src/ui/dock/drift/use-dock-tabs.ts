import type { LabDocument } from '../../../engine/lab/document'
import { oncePer } from '../../../engine/once-per'
import { DOCK_TABS, type DockTab } from '../../../store/lab-state'
import { useLab } from '../../lab'

const hasTables = oncePer(({ manifests }: LabDocument): boolean =>
  manifests.some(({ kind }) => kind === 'RoutingTable'),
)

/** The tabs that there is something behind: without tables that nodes really had nothing can differ from them. */
export function useDockTabs(): { readonly tabs: readonly DockTab[]; readonly chosen: DockTab } {
  const isHeld = useLab((state) => hasTables(state.document))
  const chosen = useLab((state) => state.dockTab)
  if (isHeld) return { tabs: DOCK_TABS, chosen }
  return { tabs: WITHOUT, chosen: chosen === 'drift' ? 'doctor' : chosen }
}

const WITHOUT = DOCK_TABS.filter((tab) => tab !== 'drift')
