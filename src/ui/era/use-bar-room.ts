import { useMedia } from '../use-media'

/** Whether the bar has room for the choice of release; where it has not, the menu of the lab does. */
export const useBarRoom = (): boolean => useMedia('(min-width: 1180px)')
