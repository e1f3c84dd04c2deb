/** What is wrong with files that are imported, or to be known of them; by code, as in `issue.ts`. */
export const importIssues = {
  'routes-too-many': {
    message: 'A routing table of more than {{limit}} lines is no node’s.',
    hint: 'Import what ip route prints on the nodes of the cluster, one table each.',
  },
  'file-too-large': {
    message: 'The file is larger than {{limit}} MB.',
    hint: 'Export only the kinds that the lab reads; podpath import --help names them.',
  },
  'import-too-much': {
    message: 'The browser could not read all this.',
    hint: 'Import fewer files at a time, or use podpath import on a machine.',
  },
  'binary-file': {
    message: 'This is no text: it has a NUL byte here.',
    hint: 'Choose what kubectl or calicoctl printed, or a tar.gz of calicoctl diags.',
  },
  'not-utf8': {
    message: 'This byte is not UTF-8.',
    hint: 'Save the file as UTF-8; the tools print nothing else.',
  },
  'archive-zip': {
    message: 'This zip archive is encrypted, split, or packed in a way that is not read.',
    hint: 'Unpack it and choose the folder, or pack it as tar.gz.',
  },
  'archive-bomb': {
    message: 'The archive unpacks to far more than it holds ({{size}} MB so far), as no diagnostics do.',
    hint: 'Unpack it yourself, and choose the files that you know.',
  },
  'archive-broken': {
    message: 'The archive ends too early, or is damaged.',
    hint: 'Copy or download it again; compare its size with the original’s.',
  },
  'archive-not-tar': {
    message: 'The archive is no tar archive.',
    hint: 'Choose a tar.gz, as calicoctl cluster diags writes it, or the files themselves.',
  },
  'archive-member-too-large': {
    message: 'A file in the archive is larger than any export.',
    hint: 'Unpack it, and choose only what kubectl and calicoctl printed.',
  },
  'archive-empty': {
    message: 'The archive holds no YAML, JSON or routing table.',
    hint: 'Choose what calicoctl cluster diags or calicoctl node diags wrote.',
  },
  'import-table': {
    message: 'This is a table for people, which leaves out most of what the lab needs.',
    hint: 'Print it with -o yaml.',
  },
  'import-complaint': {
    message: 'This is an error message, not a resource.',
    hint: 'Run the command again where it works, and paste what it prints.',
  },
  'not-understood': {
    message: 'This is neither a resource nor a routing table.',
    hint: 'Paste what kubectl get … -o yaml, calicoctl get … -o yaml or ip route prints.',
  },
  'import-repeated': {
    message: '{{kind}} {{name}} was printed more than once, and not the same; the one here is taken.',
    hint: 'Leave the older file out if that is wrong.',
  },
  'import-orphan-pod': {
    message: 'Pod {{pod}} is on node {{value}}, which does not exist, and is left out.',
    hint: 'The API keeps pods of lost nodes for a while. Export nodes and pods at one time if that is not it.',
  },
  'import-no-node': {
    message: 'There is no Node.',
    hint: 'Add what this prints: {{command}}',
  },
  'import-no-pool': {
    message: 'There is no IPPool, so pods have no addresses to come from.',
    hint: 'Add what this prints: {{command}}',
  },
  'routes-of-whom': {
    message: 'Whose routing table this is cannot be told{{host}}.',
    hint: 'Write a line “# host: NAME” above it, with the name of a node.',
  },
  'routes-named-otherwise': {
    message: 'No node is called {{host}}; by its addresses this routing table is taken for that of {{node}}.',
    hint: 'Correct the name above it if that is wrong.',
  },
  'routes-twice': {
    message: 'This is another routing table of {{node}}: it counts, and not the one of {{other}}.',
    hint: 'Give one table of each node.',
  },
  'route-unread': {
    message: 'This line of a routing table is not understood, and left out.',
    hint: 'Paste what ip route prints, whole.',
  },
} as const
