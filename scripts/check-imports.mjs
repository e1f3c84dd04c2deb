// Import directions, by dependency-cruiser; and that it saw the modules at all: with a TypeScript it cannot use
// it skips every .ts file and reports success.
import { spawnSync } from 'node:child_process'
import { localBin, root } from './local-bin.mjs'

const FOLDERS = ['src', 'bin']

const { status, stdout, stderr } = spawnSync(
  process.execPath,
  [
    localBin('dependency-cruiser', 'depcruise'),
    ...FOLDERS,
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    process.stdout.isTTY ? 'err-long' : 'err',
  ],
  { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
)
process.stdout.write(stdout)
process.stderr.write(stderr)

const cruised = Number(/(\d+) modules/.exec(stdout)?.[1] ?? 0)
if (cruised === 0) console.error('dependency-cruiser cruised no module: nothing was checked')
process.exitCode = cruised === 0 ? 1 : (status ?? 1)
