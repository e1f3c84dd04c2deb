import { byHand } from './by-hand'

/** Words of the sheet from which things leave the lab. */
export const exportWords = {
  ...byHand,
  export: {
    title: 'Export',
    close: 'Close',
    tabs: {
      link: 'Link',
      page: 'Web page',
      file: 'Lab file',
      changes: 'Changes',
      script: 'Scripts',
      picture: 'Picture',
    },
    linkBusy: 'Packing the lab …',
    linkLeftOut: {
      servers:
        'Left out of the link, and kept in the lab file: fields that only the cluster’s servers write, such as uids, times, images and the status of containers; recorded routing tables.',
      comments:
        'Left out of the link, and kept in the lab file: comments, and fields that only the cluster’s servers write, such as uids, times, images and the status of containers; recorded routing tables.',
    },
    link: 'The whole lab is in the link itself, behind the #, which browsers send to no server.',
    linkName: 'Link to this lab',
    linkPing: 'with the ping, at this step',
    linkRedacted: 'with made-up names and addresses',
    linkRedactedHint:
      'Hosts are renamed and networks renumbered alike everywhere; packets go the same ways. What the lab does not read is left out.',
    linkBreaks: 'with something broken by chance, for whoever opens it to find',
    linkBreaksBy: 'with something broken by chance, for whoever opens it to find (seed {{seed}})',
    linkLength_one: '{{count}} character.',
    linkLength_other: '{{count}} characters.',
    file: 'The cluster’s YAML and the network under it; Podpath opens it again, and so does its command line.',
    changes: 'What was done in this lab, to be done in a cluster.',
    since: 'Changes since',
    commands: 'As commands',
    diff: 'As a diff',
    noChanges: 'Nothing has changed since then.',
    page: 'One HTML file with all that shows the lab. It opens from a disk or a mail as from a server, and asks nobody for anything.',
    pageWatched: 'only to be watched: nothing can be changed in it',
    pageFailed: 'The app’s server did not give what the page is made of. Is it still running?',
    script: 'A bash script that makes this lab on a machine of yours.',
    maker: { netns: 'Network namespaces', kind: 'A kind cluster' },
    makerHint: {
      netns:
        'A namespace for every node, router and pod, with the routes, tunnels, filters and NAT shown here. Needs Linux and root.',
      kind: 'Kubernetes in Docker with Calico itself: subnets are Docker networks, and pods have the addresses they have here. The script’s head says what is not as in the lab.',
    },
    picture: 'The whole lab as it stands with the packets of this moment, all its pairs, or the packet of this step.',
    was: 'was {{value}}',
    subject: { lab: 'The lab', matrix: 'The matrix', packet: 'The packet' },
    preview: {
      lab: 'The lab as a picture',
      matrix: 'The matrix as a picture',
      packet: 'The packet as a picture',
    },
    copy: 'Copy',
    copied: 'Copied',
    download: 'Download {{file}}',
    svg: 'Download SVG',
    png: 'Download PNG',
    gif: 'Download the ping as GIF',
    gifBusy: 'Drawing frame {{frame}} of {{frames}} …',
    noPing: 'Send a ping to have its packet here, and it as a moving picture.',
  },
} as const
