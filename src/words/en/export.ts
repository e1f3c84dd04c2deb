import { byHand } from './by-hand'

/** Words of the sheet from which things leave the lab. */
export const exportWords = {
  ...byHand,
  export: {
    title: 'Export',
    close: 'Close',
    tabs: { link: 'Link', file: 'Lab file', changes: 'Changes', netns: 'Namespaces', picture: 'Picture' },
    link: 'The whole lab is in the link itself, behind the #, which browsers send to no server.',
    linkName: 'Link to this lab',
    linkPing: 'with the ping, at this step',
    linkRedacted: 'with made-up names and addresses',
    linkRedactedHint:
      'Hosts are renamed and networks renumbered alike everywhere; packets go the same ways. What the lab does not read is left out.',
    linkLength_one: '{{count}} character.',
    linkLength_other: '{{count}} characters.',
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
