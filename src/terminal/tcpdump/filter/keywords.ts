// The words that libpcap's scanner knows (scanner.l), by what the lab makes of them.

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

/** Protocols: each is a filter by itself, but for `link`. */
const PROTOCOLS = words(`
  link ip arp rarp ip6 icmp igmp tcp igrp udp esp ah icmp6 pim vrrp carp sctp
`)

/** What qualifies and joins. */
const GRAMMAR = words(`
  dst src host net mask port portrange proto protochain gateway ra ta less greater broadcast multicast
  and or len inbound outbound
`)

/** Of libpcap, but about links and protocols that no packet of the lab has. */
export const NOT_MODELLED: ReadonlySet<string> = new Set(
  words(`
    radio atalk aarp decnet lat sca moprc mopdl iso esis isis l1 l2 iih lsp snp csnp psnp clnp stp ipx
    netbeui type subtype dir ifindex vlan mpls llc pppoed pppoes geneve lane metac bcc oam oamf4 oamf4ec
    oamf4sc sc ilmic vpi vci connectmsg metaconnect on rset rnr srnr reason action fisu lssu lsu msu
    hfisu hlssu hmsu sio opc dpc sls hsio hopc hdpc hsls byte addr1 addr2 addr3 addr4 address1 address2
    address3 address4 ruleset rulenum subrulenum
`),
)

export const KEYWORDS: ReadonlySet<string> = new Set([...PROTOCOLS, ...GRAMMAR, ...NOT_MODELLED])
