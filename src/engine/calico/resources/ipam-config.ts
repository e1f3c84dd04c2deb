export interface IPAMConfig {
  readonly strictAffinity: boolean
  readonly autoAllocateBlocks: boolean
  /** 0: no limit of its own; IPAM then still stops at 20 blocks a host. */
  readonly maxBlocksPerHost: number
}
