import type { Command } from './command'
import { ipCommand } from './ip/ip-command'
import { pingCommand } from './ping/ping-command'
import { routeCommand } from './route-command'
import { grepCommand } from './text/grep'

/** What a host has in its path. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['egrep', (words, context) => grepCommand(['-E', ...words], context)],
  ['grep', grepCommand],
  ['ip', ipCommand],
  ['ping', pingCommand],
  ['route', routeCommand],
])
