import type { IpOptions } from './ip-options'

/** JSON as iproute2 prints it: on one line, or with `-p` indented in its own way (lib/json_writer.c). */
export const jsonText = (value: unknown, { pretty }: Pick<IpOptions, 'pretty'>): string =>
  `${pretty ? prettyText(value, 0) : JSON.stringify(value)}\n`

function prettyText(value: unknown, depth: number): string {
  const indent = (levels: number): string => '    '.repeat(levels)
  if (Array.isArray(value)) {
    return value.length === 0 ? '[ ]' : `[ ${value.map((item) => prettyText(item, depth + 1)).join(',')} ]`
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value).map(
    ([name, item]) => `${indent(depth + 1)}${JSON.stringify(name)}: ${prettyText(item, depth + 1)}`,
  )
  return `{\n${fields.join(',\n')}\n${indent(depth)}}`
}
