import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findHost } from '../../engine/lab/find-host'
import { realize } from '../../engine/lab/realize'
import { parseLab } from '../../io/parse-lab'
import type { Session } from '../../terminal/command'
import { textOf } from '../../terminal/output'
import { runLine } from '../../terminal/run-line'
import { readToolRecording } from './tool-recording'

const ROOT = join(import.meta.dirname, '../../..')
const FOLDER = join(ROOT, 'fixtures/terminal/tools')

/** How long a packet takes is no fact of the lab. */
const withoutTimes = (text: string): string =>
  text
    .replaceAll(/ *\d+\.\d{3} ?ms/g, ' T ms')
    .replaceAll(/time=[\d.]+ ms/g, 'time=T ms')
    .replaceAll(/, time \d+ms$/gm, ', time T ms')
    .replaceAll(/(?<![:\da-f])\d\d:\d\d:\d\d(?![:\da-f])/g, 'HH:MM:SS')
    .replaceAll(/\d{4}-\d\d-\d\d/g, 'YYYY-MM-DD')
    .replaceAll(/[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d HH:MM:SS \d{4}/g, 'Day Mon DD HH:MM:SS YYYY')
    .replaceAll(/initval 0x[\da-f]{1,8}/g, 'initval 0xN')
    .replaceAll(/(Hold|Keepalive) timer:( *)\d+/g, '$1 timer:$2N')
    .replaceAll(/^(rtt min\/avg\/max\/mdev =) .*/gm, '$1 T ms')

/** Calico's BIRD has a release of its own, and its socket in another folder; the guest has iptables' older tables. */
const ofDebian = (text: string): string =>
  text
    .replaceAll('(legacy)', '(nf_tables)')
    .replaceAll('v0.3.3+birdv1.6.8', '1.6.8')
    .replaceAll(/\(\S+\.ctl\)/g, '(bird.ctl)')

/** Where cables take their time, that is one: to a twentieth of a second, which a guest's clock does not blur. */
const withCableTimes = (text: string): string =>
  text.replaceAll(/time=([\d.]+) ms/g, (_, ms: string) => `time about ${Math.round(Number(ms) / 50) * 50}`)

describe.each(readdirSync(FOLDER).filter((name) => name.endsWith('.txt')))('%s', (name) => {
  const { lab, pauseSeconds, lines } = readToolRecording(readFileSync(join(FOLDER, name), 'utf8'))
  const parsed = parseLab(readFileSync(join(ROOT, lab), 'utf8'), lab)
  if (!parsed.ok) throw new Error(`${lab} does not parse`)
  const fabric = realize(parsed.value.document)
  let session: Session = { document: parsed.value.document }
  const printed = lines.map(({ host, command }) => {
    const on = findHost(fabric, host) ?? host
    session = runLine(session, on, `sleep ${pauseSeconds}`).session
    const line = runLine(session, on, command)
    session = line.session
    return `${textOf(line.chunks, 'out', 'err')}${line.exitCode === 0 ? '' : `exit ${line.exitCode}\n`}`
  })

  it.each(lines.map((line, i) => ({ ...line, i })))('[TERM-6] $host $command', ({ printed: real, i }) => {
    const compared = (text: string): string => {
      const own = ofDebian(text)
      return withoutTimes(name === 'netem.txt' ? withCableTimes(own) : own)
    }
    expect(compared(printed[i] ?? '')).toBe(compared(real))
  })
})
