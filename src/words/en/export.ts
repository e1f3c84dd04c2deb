import { byHand } from './by-hand'

/** Words of the sheet from which things leave the lab. */
export const exportWords = {
  ...byHand,
  export: {
    title: 'Export',
    close: 'Close',
    tabs: { file: 'Lab file', changes: 'Changes', netns: 'Namespaces', picture: 'Picture' },
    file: 'The cluster’s YAML and the network under it; Podpath opens it again, and so does its command line.',
    changes: 'What was done in this lab, to be done in a cluster.',
    since: 'Changes since',
    commands: 'As commands',
    diff: 'As a diff',
    noChanges: 'Nothing has changed since then.',
    netns:
      'A script that builds this lab on a Linux machine: a network namespace for every node, router and pod, with the routes, tunnels, filters and NAT shown here. It needs root.',
    picture: 'The whole lab as it stands, with the packets of this moment.',
    preview: 'The lab as a picture',
    copy: 'Copy',
    copied: 'Copied',
    download: 'Download {{file}}',
    svg: 'Download SVG',
    png: 'Download PNG',
    gif: 'Download the ping as GIF',
    gifBusy: 'Drawing frame {{frame}} of {{frames}} …',
    noPing: 'Send a ping to have it as a moving picture.',
  },
} as const
