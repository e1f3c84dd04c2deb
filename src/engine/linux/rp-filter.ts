/** `net.ipv4.conf.*.rp_filter`: 0 off, 1 strict, 2 loose (RFC 3704). */
export type RpFilter = 0 | 1 | 2
