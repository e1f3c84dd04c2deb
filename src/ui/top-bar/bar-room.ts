import { useMedia } from '../use-media'

// What the bar has no room for is in the menu of the lab.

export const useRoomForSwitches = (): boolean => useMedia('(min-width: 1020px)')

export const useRoomForEra = (): boolean => useMedia('(min-width: 1180px)')
