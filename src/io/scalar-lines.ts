/** The lines of a literal block as one text (YAML 1.2 §8.1.1.2). */
export function chomped(lines: readonly string[], chomp: string): string {
  let last = lines.length
  while (last > 0 && lines[last - 1] === '') last -= 1
  if (chomp === '+') return lines.map((line) => `${line}\n`).join('')
  const body = lines.slice(0, last).join('\n')
  return chomp === '-' || last === 0 ? body : `${body}\n`
}

/** The lines of a quoted scalar as one (YAML 1.2 §7.3): breaks become blanks, empty lines breaks; a backslash takes one away. */
export function folded(lines: readonly string[], escapes: boolean): string {
  const isJoined = (line: string): boolean => escapes && /(^|[^\\])(\\\\)*\\$/.test(line)
  const last = lines.length - 1
  let result = ''
  let glue = ''
  let breaks = 0
  lines.forEach((line, index) => {
    const body = index === 0 ? line : line.replace(/^[ \t]+/, '')
    if (body === '' && index > 0 && index < last) {
      breaks += 1
      return
    }
    const joined = index < last && isJoined(body)
    const text = joined ? body.slice(0, -1) : index < last ? body.replace(/[ \t]+$/, '') : body
    result += (breaks > 0 ? '\n'.repeat(breaks) : glue) + text
    glue = joined ? '' : ' '
    breaks = 0
  })
  return escapes ? result.replaceAll(/\\(\\|[ \t])/g, (pair, mark: string) => (mark === '\\' ? pair : mark)) : result
}
