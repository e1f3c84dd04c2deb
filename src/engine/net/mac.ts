/** An Ethernet address, spelled as Linux prints it: `ee:ee:ee:ee:ee:ee`. */
export type Mac = string & { readonly brand: 'Mac' }

export const macFromBytes = (bytes: Iterable<number>): Mac =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(':') as Mac

export const macToBytes = (mac: Mac): number[] => mac.split(':').map((part) => Number.parseInt(part, 16))

export const NO_MAC = '00:00:00:00:00:00' as Mac
