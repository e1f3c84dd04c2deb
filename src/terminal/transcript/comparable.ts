/** The head of a `kubectl get` table with an age: the cells under AGE are as old as the session is. */
const HEADING = /^.*\bAGE\b.*$/

/**
 * An output without what no two sessions share: clock times, ages, versions and uids of objects, ICMP ids, how long
 * pings took. Blanks at line ends, which most records have lost, and empty lines at the end do not count.
 */
export function comparable(text: string): string {
  const masked = text
    .replace(/\b\d\d:\d\d:\d\d(\.\d{3,9})?\b/g, 'TIME')
    .replace(/\b1[67]\d{8}\.\d{6}\b/g, 'TIME')
    .replace(/ id \d+,/g, ' id N,')
    .replace(/resourceVersion: "\d+"|"resourceVersion": "\d+"/g, 'resourceVersion')
    .replace(/"?(uid|creationTimestamp)"?: .*/g, '$1')
    .replace(/time=[\d.]+ ms/g, 'time=N ms')
    .replace(/(, time) \d+ms/g, '$1 Nms')
    .replace(/= [\d.]+\/[\d.]+\/[\d.]+\/[\d.]+ ms/g, '= N ms')
    .replace(/ {1,2}\d+\.\d{3} ms/g, ' N ms')
  return withoutAges(masked.split('\n'))
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n+$/, '')
    .replace(/^\n+/, '')
}

function withoutAges(lines: readonly string[]): readonly string[] {
  let column = -1
  return lines.map((line) => {
    if (HEADING.test(line)) column = line.search(/\bAGE\b/)
    if (column < 0 || line.trim() === '') {
      column = -1
      return line
    }
    return line.slice(0, column) + line.slice(column).replace(/^\S+ */, 'AGE ')
  })
}
