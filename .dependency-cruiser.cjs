// Import directions: the table of the house (see ARCHITECTURE.md), and the check fails on anything outside it.
// A folder may always import itself, its own subfolders and the vocabulary every layer shares.

/** Importable from everywhere. */
const SHARED = String.raw`^src/engine/(result|invariant|issue|resource-ref|manifest|group-by|once-per|same-list)\.ts$`
// Tests, and what draws random values for properties.
const TEST = String.raw`\.(test|arb)\.tsx?$`
const CALICO = ['engine/net', 'engine/linux', 'engine/calico/resources']
const ENGINE_DATA = ['engine/net', 'engine/linux', 'engine/fabric', 'engine/calico']

/**
 * Folder below src -> what it may import. `types`: folders of which only types may be imported; `packages`: npm
 * packages; `node`: whether Node's own modules may be used.
 */
const TABLE = {
  'engine/net': { folders: [] },
  'engine/wire': { folders: ['engine/net'] },
  'engine/linux': { folders: ['engine/net'] },
  'engine/fabric': { folders: ['engine/net', 'engine/linux'] },
  'engine/trace': { folders: ['engine/net', 'engine/wire', 'engine/linux', 'engine/fabric'] },
  'engine/calico/resources': { folders: ['engine/net', 'engine/linux'], packages: ['zod', '@noble/hashes'] },
  'engine/calico/ipam': { folders: CALICO },
  'engine/calico/felix': { folders: [...CALICO, 'engine/calico/ipam'], packages: ['@noble/hashes'] },
  'engine/calico/bird': { folders: [...CALICO, 'engine/calico/ipam'] },
  'engine/calico/cni': { folders: [...CALICO, 'engine/calico/ipam'], packages: ['@noble/hashes'] },
  'engine/lab': { folders: ENGINE_DATA, packages: ['zod'] },
  // What follows from a lab when it is asked about as a whole: pairs, matrix, differences.
  analysis: { folders: ['engine'] },
  playback: { folders: ['engine'] },
  // `calicoctl apply -f` reads the YAML that a lab file is made of.
  terminal: { folders: ['engine', 'io'] },
  io: { folders: ['engine'], packages: ['yaml', 'fflate', '@scure/base', 'zod'] },
  // Readers of what real tools print, and of archives of it.
  importing: { folders: ['engine', 'io'], packages: ['fflate'] },
  // What goes from the lab to elsewhere: commands, differences as text, scripts.
  exporting: { folders: ['engine', 'io', 'terminal'], packages: ['diff'] },
  lessons: { folders: ['engine', 'terminal'] },
  words: {
    folders: ['engine/net'],
    types: ['engine', 'analysis', 'importing', 'exporting'],
    packages: ['i18next', 'react-i18next'],
  },
  labs: { folders: [], types: ['engine'] },
  store: {
    folders: ['engine', 'analysis', 'playback', 'terminal', 'io', 'lessons', 'words', 'labs'],
    types: ['canvas'], // the picture it derives for the canvas
    packages: ['zustand', 'zundo', 'idb-keyval'],
  },
  canvas: { folders: ['playback'], types: ['engine'], packages: ['cytoscape'] },
  ui: {
    folders: [
      'engine',
      'analysis',
      'playback',
      'terminal',
      'io',
      'importing',
      'exporting',
      'lessons',
      'words',
      'labs',
      'store',
      'canvas',
    ],
    packages: [
      'react',
      'react-dom',
      'react-i18next',
      'i18next',
      'radix-ui',
      'lucide-react',
      'zustand',
      'idb-keyval',
      'codemirror',
      '@codemirror',
      '@lezer',
      '@xterm',
      '@tanstack',
      'svgcanvas',
      'gifenc',
    ],
  },
  cli: {
    folders: ['engine', 'analysis', 'terminal', 'io', 'importing', 'exporting', 'words'],
    packages: ['i18next'],
    node: true,
  },
  // The element that other pages embed a lab with.
  embed: { folders: ['io'] },
  // What programs import of the package; imported by nothing here.
  library: { folders: ['analysis', 'engine', 'io', 'terminal'] },
  // The harness that runs the recorded cases; imported by nothing.
  cases: { folders: ['engine', 'terminal', 'io', 'words'], packages: ['yaml', 'vitest'], node: true },
  // Random topologies in a real kernel, against the engine: `npm run conformance`; imported by tests alone.
  conformance: { folders: ['engine', 'terminal', 'io', 'exporting', 'cases'], packages: ['yaml'], node: true },
}

/** What a test beside a file may import on top of what the file may. */
const IN_TESTS = {
  folders: ['engine', 'analysis', 'playback', 'terminal', 'io', 'importing', 'words', 'labs', 'cases', 'conformance'],
}
const TEST_PACKAGES = ['fflate', '@scure/base', 'vitest', 'fast-check', 'ipaddr.js', 'yaml']

const inFolders = (folders) => (folders.length === 0 ? [] : [`^src/(${folders.join('|')})/`])
const inPackages = (packages) => packages.map((name) => `(^|/)node_modules/${name}/`)

const rulesOf = ([folder, { folders, types = [], packages = [], node = false }]) => {
  const own = [SHARED, `^src/${folder}/`]
  const allowed = [...own, ...inFolders(folders)]
  const rule = (name, comment, from, to) => ({ name: `${folder}: ${name}`, severity: 'error', comment, from, to })
  const code = { path: `^src/${folder}/`, pathNot: TEST }
  const tests = { path: `^src/${folder}/.*${TEST}` }
  return [
    rule(
      'folders',
      `may import ${[...folders, ...types.map((name) => `types of ${name}`)].join(', ') || 'nothing'}`,
      code,
      {
        path: '^(src|e2e|bench|scripts|bin)/',
        pathNot: [...allowed, ...inFolders(types)],
      },
    ),
    ...(types.length > 0
      ? [
          rule('types only', `may import only types of ${types.join(', ')}`, code, {
            path: inFolders(types),
            pathNot: allowed,
            dependencyTypesNot: ['type-only', 'type-import'],
          }),
        ]
      : []),
    rule('packages', `may use ${packages.join(', ') || 'no package'}`, code, {
      path: '(^|/)node_modules/',
      ...(packages.length > 0 ? { pathNot: inPackages(packages) } : {}),
    }),
    ...(node ? [] : [rule('no node', 'runs in a browser', code, { dependencyTypes: ['core'] })]),
    rule('tests', 'tests may import more, but no screen', tests, {
      path: '^(src|e2e|bench|scripts|bin)/',
      pathNot: [...allowed, ...inFolders([...types, ...IN_TESTS.folders])],
    }),
    rule('test packages', 'tests use the test tools', tests, {
      path: '(^|/)node_modules/',
      pathNot: inPackages([...packages, ...TEST_PACKAGES]),
    }),
  ]
}

module.exports = {
  forbidden: [
    ...Object.entries(TABLE).flatMap(rulesOf),
    {
      name: 'no cycles',
      severity: 'error',
      comment: 'a cycle of values; types may point both ways',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'type-import'] } },
    },
    {
      name: 'every folder has its row',
      severity: 'error',
      comment: 'a new folder is placed in the table of this file before it imports or is imported',
      from: { path: '^src/[^/]+/', pathNot: [`^src/(${Object.keys(TABLE).join('|')})/`, SHARED] },
      to: {},
    },
    {
      name: 'code does not import tests',
      severity: 'error',
      from: { pathNot: TEST },
      to: { path: TEST },
    },
    {
      name: 'what is imported exists',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: String.raw`\?(raw|url|worker|inline)$|^\.\./dist/` },
    },
    {
      name: 'what is shipped is a dependency',
      severity: 'error',
      comment: 'code may not use what only developers install',
      from: { path: '^(src|bin)/', pathNot: [TEST, '^src/cases/'] },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only', 'type-import'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
}
