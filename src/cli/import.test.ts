import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { parseLab } from '../io/parse-lab'
import { runLine } from '../terminal/run-line'
import { drift, importLab } from './import'
import { processIo } from './process-io'
import { printSchema } from './schema'

const LAB = readFileSync(new URL('../labs/reference.yaml', import.meta.url), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'podpath-import-'))
afterAll(() => rmSync(folder, { recursive: true }))

const at = (name: string): string => join(folder, name)

function run(command: typeof importLab, ...argv: readonly string[]) {
  const out: string[] = []
  const err: string[] = []
  const io = {
    ...processIo,
    stdout: (text: string) => void out.push(text),
    stderr: (text: string) => void err.push(text),
  }
  try {
    const exitCode = command(argv, io)
    return { out: out.join(''), err: err.join(''), exitCode }
  } catch (error) {
    return { out: out.join(''), err: error instanceof Error ? error.message : '', exitCode: 2 }
  }
}

it('[IMPORT-9] import prints the lab, and the report beside it; with -o it writes the one and prints the other', () => {
  const withoutUnderlay = LAB.slice(LAB.indexOf('---\n') + 4)
  writeFileSync(at('export.yaml'), withoutUnderlay)
  const printed = run(importLab, at('export.yaml'))
  expect(printed).toMatchObject({
    exitCode: 0,
    err: expect.stringContaining('Subnet subnet1 is inferred: 192.168.10.0/24'),
  })
  expect(printed.out.startsWith(withoutUnderlay)).toBe(true)
  const written = run(importLab, at('export.yaml'), '-o', at('lab.yaml'))
  expect(written).toMatchObject({ exitCode: 0, out: printed.err, err: '' })
  expect(readFileSync(at('lab.yaml'), 'utf8')).toBe(printed.out)
  expect(written.out).toContain('Read\n  ')
  expect(written.out).toMatch(
    /Not in these files\n.*\n.*kubectl get clusterinformations\.crd\.projectcalico\.org -o yaml/,
  )
})

it('[IMPORT-9] a folder is read with all below it, and what is no lab in it is passed over', () => {
  mkdirSync(at('cluster/sub'), { recursive: true })
  LAB.split('---\n').forEach((part, index) => {
    writeFileSync(at(`cluster/${index % 2 === 0 ? '' : 'sub/'}${String(index).padStart(2, '0')}.yaml`), part)
  })
  writeFileSync(at('cluster/notes.txt'), 'call Kim about the rack\n')
  writeFileSync(at('cluster/values.yaml'), 'image: x\nreplicas: 2\n')
  const { out, err, exitCode } = run(importLab, at('cluster'))
  expect({ err: err.includes('notes.txt'), exitCode }).toEqual({ err: false, exitCode: 0 })
  expect(parseLab(out).ok).toBe(true)
})

it('[IMPORT-9] what is wrong is said with file, line and column, and nothing is written', () => {
  writeFileSync(at('bad.yaml'), LAB.replace('blockSize: 24', 'blockSize: 77'))
  expect(run(importLab, at('bad.yaml'), '-o', at('never.yaml'))).toMatchObject({
    exitCode: 2,
    err: expect.stringMatching(/bad\.yaml:\d+:\d+: IPPool default-ipv4-ippool: blockSize is 77/),
  })
  expect(processIo.isFolder(at('never.yaml'))).toBe(false)
  expect(() => processIo.readFile(at('never.yaml'))).toThrow()
  expect(run(importLab, at('absent.yaml'))).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining('cannot be read'),
  })
})

it('[DRIFT-4] drift compares real tables with a lab, and fails if one differs', () => {
  const parsed = parseLab(LAB)
  if (!parsed.ok) throw new Error('the reference lab is valid')
  const table = runLine({ document: parsed.value.document }, 'k8s-m', 'ip route')
    .chunks.flatMap((chunk) => (chunk.stream === 'lab' ? [] : chunk.text))
    .join('')
  writeFileSync(at('reference.yaml'), LAB)
  writeFileSync(at('k8s-m.txt'), table)
  expect(run(drift, at('reference.yaml'), at('k8s-m.txt'))).toEqual({
    exitCode: 0,
    err: '',
    out: expect.stringMatching(/^k8s-m: all \d+ as in the model\.\n$/),
  })
  writeFileSync(at('k8s-m.txt'), table.replace(/^172\.16\.34\.0.*\n/m, ''))
  const differs = run(drift, at('reference.yaml'), at('k8s-m.txt'))
  expect(differs.exitCode).toBe(1)
  expect(differs.out).toContain('missing: 172.16.34.0/24 via 192.168.20.100 dev tunl0 proto bird onlink')
  expect(differs.out).toContain('k8s-m has no BGP session with it')
  writeFileSync(at('k8s-m-later.txt'), table)
  expect(run(drift, at('reference.yaml'), at('k8s-m.txt'), at('k8s-m-later.txt')).err).toMatch(
    /k8s-m-later\.txt:1:1: This is another routing table of k8s-m: .*k8s-m\.txt/,
  )
})

it('[SCHEMA-1] schema prints what is published', () => {
  const published = readFileSync(new URL('../../schema/lab.schema.json', import.meta.url), 'utf8')
  expect(run(printSchema)).toEqual({ exitCode: 0, err: '', out: published })
  expect(run(printSchema, 'x').exitCode).toBe(2)
})
