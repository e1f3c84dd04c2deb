/** Several pods picked out at once, for a mesh of pings. */
export const choice = {
  choice: {
    chosen_one: '{{count}} pod chosen',
    chosen_other: '{{count}} pods chosen',
    more: 'Ctrl and a click takes in another; Ctrl and a drag, all in a box',
    ping_one: 'Ping the pair',
    ping_other: 'Ping all {{count}} pairs',
    pingSome: 'Ping {{sent}} of {{count}} pairs',
    pingIn: 'Ping every pair of the {{count}} chosen',
    takeIn: 'Choose {{name}} for a mesh',
    takeAllIn: 'Choose all pods in {{name}} for a mesh',
    takeOut: 'Take {{name}} out of the choice',
    clear: 'Choose nothing',
  },
} as const
