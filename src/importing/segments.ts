/** A part of a pasted text: what one command printed. */
export interface Segment {
  readonly text: string
  /** Lines of the paste before it. */
  readonly linesBefore: number
  /** Whose it is, going by the prompt or header above it. */
  readonly host?: string
  /** What was typed, where that can be seen. */
  readonly command?: string
}

/** Longer texts are files, not pastes. */
const LONGEST_PASTE = 5_000_000

const NAME = String.raw`[A-Za-z0-9][\w.-]*`
const COMMAND = String.raw`(?:sudo |/sbin/|/usr/sbin/)*(?:ip|route|netstat|kubectl|calicoctl|ssh|cat|hostname|docker|crictl|nsenter|watch)\b.*`

/** Lines that say whose output follows; each at the line's beginning, where no YAML of a resource looks like it. */
const HEADERS: readonly { readonly pattern: RegExp; readonly host?: number; readonly command?: number }[] = [
  { pattern: new RegExp(`^#+ *(?:host|node|on)[:=] *(${NAME}) *$`, 'i'), host: 1 },
  // root@k8s-m:~# ip route   [root@k8s-m ~]# ip route   core@k8s-m ~ $ ip route
  { pattern: new RegExp(String.raw`^\[?${NAME}@(${NAME})[^#$%>\n]{0,80}[#$%>] *(${COMMAND})$`), host: 1, command: 2 },
  // A prompt at which nothing was typed: the end of what came before.
  { pattern: new RegExp(String.raw`^\[?${NAME}@(${NAME})[^#$%>\n]{0,80}[#$%>] *$`), host: 1 },
  // k8s-m:~$ ip route   k8s-m$ ip route   k8s-m# ip route
  { pattern: new RegExp(String.raw`^(${NAME})(?::[^#$%>\n]{0,80})?[#$%>] *(${COMMAND})$`), host: 1, command: 2 },
  { pattern: new RegExp(`^[$#%>] +(${COMMAND})$`), command: 1 },
  // ==> k8s-m.txt <==   (head and tail of several files)
  { pattern: new RegExp(String.raw`^==> (?:.*/)?(${NAME}?)(?:\.\w+)? <==$`), host: 1 },
  { pattern: new RegExp(`^={2,} *(${NAME}) *=*$`), host: 1 },
  // k8s-m | CHANGED | rc=0 >>   (ansible)
  { pattern: new RegExp(String.raw`^(${NAME}) \| (?:CHANGED|SUCCESS) \| rc=0 >>$`), host: 1 },
]

/** `ssh user@k8s-m ip route` is about another host than the one it was typed on. */
const SSH = new RegExp(String.raw`^(?:sudo )?ssh (?:-\S+ )*(?:\w[\w.-]*@)?(${NAME}) +(.*)$`)

/** The parts of a paste, split where a prompt or a header begins another; a text without either is one part. */
export function segmentsOf(text: string): readonly Segment[] {
  if (text.length > LONGEST_PASTE || !/^(?:\S*[#$%>] |#|==|\[?[\w.-]+@|[\w.-]+ \| )/m.test(text))
    return [{ text, linesBefore: 0 }]
  const lines = text.split('\n')
  const segments: Segment[] = []
  let from = 0
  let header: Pick<Segment, 'host' | 'command'> = {}
  const close = (to: number) => {
    const part = lines.slice(from, to).join('\n')
    if (part.trim() !== '') segments.push({ text: part, linesBefore: from, ...header })
  }
  lines.forEach((line, index) => {
    const found = headerIn(line.trimEnd())
    if (!found) return
    close(index)
    // `# host: X` above a prompt, or an earlier one, stays in force where a line names no host.
    const host =
      found.host ?? (found.command === undefined ? undefined : header.command === undefined ? header.host : undefined)
    header = { ...found, ...(host !== undefined && { host }) }
    from = index + 1
  })
  close(lines.length)
  return segments
}

function headerIn(line: string): Pick<Segment, 'host' | 'command'> | undefined {
  for (const { pattern, host, command } of HEADERS) {
    const match = pattern.exec(line)
    if (!match) continue
    const typed = command === undefined ? undefined : match[command]
    const far = typed === undefined ? null : SSH.exec(typed)
    const name = far?.[1] ?? (host === undefined ? undefined : match[host])
    const words = far?.[2]?.replaceAll(/^['"]|['"]$/g, '') ?? typed
    return { ...(name !== undefined && { host: name }), ...(words !== undefined && { command: words }) }
  }
  return undefined
}
