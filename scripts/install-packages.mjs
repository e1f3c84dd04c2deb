// The distribution's own packages, where there is apt-get and a way to be root.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { root } from './local-bin.mjs'

/** @param {string} command */
export function has(command) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)))
}

/** What a command must be preceded by to run as root; undefined where that cannot be. */
export function administrator() {
  if (process.getuid?.() === 0) return []
  return has('sudo') && spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : undefined
}

/** @param {readonly string[]} command */
function runAsAdministrator(command) {
  const prefix = administrator() ?? []
  return runCommand([...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', ...command])
}

/**
 * @param {readonly string[]} command
 * @returns {string | undefined} what went wrong
 */
export function runCommand([command = '', ...args]) {
  // What installers print goes to stderr: stdout is for the path alone.
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] })
  return status === 0 ? undefined : (error?.message ?? `${command} ended with ${status}`)
}

/**
 * Installs Debian packages, without asking.
 * @param {readonly string[]} packages
 * @returns {string | undefined} what went wrong
 */
export function installPackages(packages) {
  // An update may fail for one source among several; what counts is whether the install works.
  runAsAdministrator(['apt-get', 'update', '-qq'])
  return runAsAdministrator([
    ...['apt-get', 'install', '-y', '-qq', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120'],
    ...packages,
  ])
}
