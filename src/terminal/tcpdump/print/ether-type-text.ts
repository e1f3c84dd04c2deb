/** `ethertype_values` in tcpdump's print-ether.c. */
const ETHER_TYPE_WORDS: Readonly<Record<number, string>> = {
  2048: 'IPv4',
  2054: 'ARP',
  34525: 'IPv6',
  32821: 'Reverse ARP',
}

export const etherTypeText = (type: number): string =>
  `ethertype ${ETHER_TYPE_WORDS[type] ?? 'Unknown'} (0x${type.toString(16).padStart(4, '0')})`

/** The same for `-q`. */
export const briefEtherTypeText = (type: number): string =>
  ETHER_TYPE_WORDS[type] ?? `Unknown Ethertype (0x${type.toString(16).padStart(4, '0')})`
