import { spawn } from 'node:child_process'

/** Whether a person sits before this machine: not in CI, and on Linux only with a display. */
export function hasDesktop() {
  if (process.env.CI || process.env.BROWSER === 'none' || process.env.SSH_CONNECTION) return false
  if (process.platform === 'darwin' || process.platform === 'win32') return true
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/**
 * Opens `url` in the person's browser; where that does not work, nothing happens: the address was printed.
 * @param {string} url
 */
export function openBrowser(url) {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '', url]
        : ['xdg-open', url]
  const child = spawn(command ?? '', args, { stdio: 'ignore', detached: true })
  child.on('error', () => {})
  child.unref()
}
