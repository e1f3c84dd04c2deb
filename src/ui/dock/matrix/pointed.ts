import { useState } from 'react'
import type { Grid } from '../../../analysis/matrix/grid'
import { hostName } from '../../../words/host-name'
import { say } from '../../../words/i18n'
import { pingText } from '../../../words/matrix-text'

/** A cell, by the places of its groups. */
export interface Place {
  readonly row: number
  readonly column: number
}

export interface Pointed {
  readonly at: Place | undefined
  readonly point: (place: Place | undefined) => void
  /** Both ways of what is pointed at. */
  readonly words: (grid: Grid) => string | undefined
}

export function usePointed(): Pointed {
  const [at, point] = useState<Place>()
  return { at, point, words: (grid) => at && wordsOf(grid, at) }
}

/** The pings there, and those back. */
export function wordsOf(grid: Grid, { row, column }: Place): string | undefined {
  const ways = row === column ? [wayText(grid, row, column)] : [wayText(grid, row, column), wayText(grid, column, row)]
  return ways.filter(Boolean).join('  ·  ') || undefined
}

function wayText(grid: Grid, row: number, column: number): string | undefined {
  const cell = grid.cell(row, column)
  const [from, to] = [grid.groups[row], grid.groups[column]]
  if (!cell || !from || !to) return undefined
  const isOne = from.hosts.length === 1 && to.hosts.length === 1
  const counted = [...cell.counts].map(([kind, count]) =>
    say({ key: 'matrix.some', params: { count, kind: { key: `matrix.kinds.${kind}` } } }),
  )
  const what = isOne || counted.length === 1 ? say(pingText(cell.outcome)) : counted.join(', ')
  return say({ key: 'matrix.cell', params: { from: hostName(from.name), to: hostName(to.name), what } })
}
