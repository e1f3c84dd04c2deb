import { describe, expect, it } from 'vitest'
import { clusterOf } from '../../engine/lab/read-cluster'
import type { Json } from '../../engine/manifest'
import { formatIpv4 } from '../../engine/net/ipv4'
import { renderSource } from '../../io/render-source'
import reference from '../../labs/reference.yaml'
import { createLabStore } from '../create-lab-store'
import { addRouter, removeRouter } from './fresh-router'
import { withoutEntry } from './without-entry'

describe('a router by form', () => {
  it('stands in every subnet beside the first, and goes again without a trace', () => {
    const store = createLabStore(reference)
    const made = addRouter(store.getState().document)
    expect(made && store.getState().run(made.command)).toBe(true)
    const [, second] = clusterOf(store.getState().document).underlay.routers
    expect(second?.name).toBe('router1')
    expect(second?.interfaces.map(({ subnet, address }) => [subnet, formatIpv4(address)])).toEqual([
      ['a', '192.168.10.2'],
      ['b', '192.168.20.2'],
    ])
    const gone = removeRouter(store.getState().document, 'router1')
    expect(gone && store.getState().run(gone)).toBe(true)
    const { baseSource, document } = store.getState()
    expect(renderSource(baseSource, document)).toBe(reference.source)
  })

  it('takes the gateways’ addresses where nobody has them', () => {
    const store = createLabStore(reference)
    const gone = removeRouter(store.getState().document, 'router')
    if (gone) store.getState().run(gone)
    const made = addRouter(store.getState().document)
    if (made) store.getState().run(made.command)
    const [only] = clusterOf(store.getState().document).underlay.routers
    expect(only?.interfaces.map(({ address }) => formatIpv4(address))).toEqual(['192.168.10.1', '192.168.20.1'])
  })
})

it('of entries that say the same only the one in its place is taken out', () => {
  const drop: Json = { protocol: 'ipip' }
  const other: Json = { protocol: 'tcp', port: 179 }
  expect(withoutEntry([drop, other, drop], 2)).toEqual([drop, other])
  expect(withoutEntry([drop, drop], 0)).toEqual([drop])
})
