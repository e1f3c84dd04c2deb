import { realize } from '../engine/lab/realize'
import { type Session, WORKSTATION } from '../terminal/command'
import { HOME } from '../terminal/files'

/** All hosts find the same files in their home directory; what they write there is their own. */
export function withHomes(session: Session, files: Readonly<Record<string, string>>): Session {
  const home = Object.fromEntries(Object.entries(files).map(([name, text]) => [`${HOME}/${name}`, text]))
  const hosts = [WORKSTATION, ...realize(session.document).namespaces.keys()]
  return { ...session, files: Object.fromEntries(hosts.map((host) => [host, home])) }
}
