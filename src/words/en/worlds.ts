/** The same packet in all three modes. */
export const worlds = {
  worlds: {
    open: 'The same packet in all three modes',
    label: 'The same packet in all three modes',
    tunnel: { ipip: 'IPIP', vxlan: 'VXLAN' },
    title: '{{tunnel}} {{mode}}',
    now: 'the lab as it is',
    use: 'Use it',
    useMode: 'Use {{mode}}',
    close: 'Back to the lab',
    canvas: 'The packet with {{tunnel}} {{mode}}',
    step: 'step {{step}} of {{steps}}',
  },
} as const
