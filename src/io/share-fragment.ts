/** Whether an address's fragment is meant to be a lab, whole or not; what reads it is loaded only then. */
export const isShareFragment = (fragment: string): boolean => /^#lab\d+=/.test(fragment)
