import { selectCluster } from '../../store/derived'
import { useLab } from '../lab'
import { useMedia } from '../use-media'

// What the bar has no room for is in the menu of the lab.

const POOL_PICKER_PX = 200

/** Whether the window has that much room for a bar, beside the choice among several pools. */
function useRoom(px: number): boolean {
  const several = useLab((state) => selectCluster(state).pools.length > 1)
  return useMedia(`(min-width: ${px + (several ? POOL_PICKER_PX : 0)}px)`)
}

export const useRoomForSwitches = (): boolean => useRoom(1020)

export const useRoomForEra = (): boolean => useRoom(1180)
