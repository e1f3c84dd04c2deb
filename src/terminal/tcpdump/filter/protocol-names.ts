/** EtherTypes by the names that `ether proto` knows (libpcap's nametoaddr.c). */
export const ETHER_TYPES: Readonly<Record<string, number>> = {
  ip: 0x0800,
  arp: 0x0806,
  rarp: 0x8035,
  ip6: 0x86dd,
  loopback: 0x9000,
}

/** IP protocols by their names and aliases in Debian's /etc/protocols: `ipip` is not the 4 of this lab's tunnels. */
export const IP_PROTOCOLS: Readonly<Record<string, number>> = {
  ip: 0,
  icmp: 1,
  igmp: 2,
  ipencap: 4,
  'IP-ENCAP': 4,
  tcp: 6,
  udp: 17,
  ipv6: 41,
  'ipv6-route': 43,
  'ipv6-frag': 44,
  gre: 47,
  esp: 50,
  ah: 51,
  'ipv6-icmp': 58,
  ospf: 89,
  ipip: 94,
  pim: 103,
  vrrp: 112,
  sctp: 132,
  ...{ IP: 0, ICMP: 1, IGMP: 2, TCP: 6, UDP: 17, IPv6: 41, GRE: 47, 'IPSEC-ESP': 50, 'IPSEC-AH': 51, 'IPv6-ICMP': 58 },
  ...{ OSPFIGP: 89, IPIP: 94, PIM: 103, VRRP: 112, SCTP: 132 },
}

interface Service {
  readonly port: number
  readonly protocols: readonly ('tcp' | 'udp')[]
}

const tcp = (port: number): Service => ({ port, protocols: ['tcp'] })
const udp = (port: number): Service => ({ port, protocols: ['udp'] })
const any = (port: number): Service => ({ port, protocols: ['tcp', 'udp'] })

/** Of Debian's /etc/services, what a cluster's network carries and what people type. */
export const SERVICES: Readonly<Record<string, Service>> = {
  ftp: tcp(21),
  'ftp-data': tcp(20),
  ssh: tcp(22),
  telnet: tcp(23),
  smtp: tcp(25),
  domain: any(53),
  bootps: udp(67),
  bootpc: udp(68),
  tftp: udp(69),
  http: tcp(80),
  www: tcp(80),
  kerberos: any(88),
  pop3: tcp(110),
  ntp: udp(123),
  snmp: any(161),
  bgp: tcp(179),
  ldap: any(389),
  https: any(443),
  syslog: udp(514),
  route: udp(520),
  ldaps: any(636),
  nfs: any(2049),
  mysql: tcp(3306),
  postgresql: tcp(5432),
}
