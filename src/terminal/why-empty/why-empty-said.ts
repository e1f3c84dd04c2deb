import { assertNever } from '../../engine/invariant'
import type { NoteParams } from '../output'
import type { EmptyReason, Proposal, WhyEmpty } from './why-empty'

/** A sentence of the catalogue, under `whyEmpty`. */
export type EmptySaid = Extract<NoteParams[string], { readonly key: string }>

const said = (key: string, params: EmptySaid['params'] = {}): EmptySaid => ({ key: `whyEmpty.${key}`, params })

/** Pods of namespace default by their name alone. */
const hostName = (host: string): string => host.replace(/^default\//, '')

/** Why a capture is empty, in a sentence. */
export function reasonSaid({ tap, passed }: WhyEmpty, reason: EmptyReason): EmptySaid {
  const host = hostName(tap.host)
  const { link } = tap
  switch (reason.kind) {
    case 'nothing-sent':
    case 'bad-filter':
      return said(reason.kind)
    case 'no-such-device':
      return said(reason.kind, { host, link })
    case 'other-device':
      return said(reason.kind, { host, link, devices: reason.passed.map((other) => other.link).join(', ') })
    case 'other-host': {
      const hosts = [...new Set(reason.passed.map((other) => hostName(other.host)))].join(', ')
      return hosts === '' ? said('nowhere') : said(reason.kind, { host, hosts })
    }
    case 'filter':
      return said(reason.kind, { count: passed })
    case 'part': {
      const { fault, part, wrapping } = reason
      if (fault === 'none-such') return said(fault, { count: passed, part })
      if (fault === 'bare') return said(reason.isWrappedElsewhere ? 'bareHere' : fault, { part })
      return said(`${fault}.${wrapping}`, { part })
    }
    default:
      return assertNever(reason)
  }
}

/** What would have shown something. */
export function proposalSaid({ tap, expression }: WhyEmpty, proposal: Proposal): EmptySaid {
  const { expression: filter, matches: count } = proposal
  const { link } = proposal.tap
  const host = hostName(proposal.tap.host)
  if (proposal.tap.host === tap.host && link === tap.link) {
    return filter === '' ? said('tryNoFilter', { count }) : said('tryFilter', { count, filter })
  }
  return filter === expression ? said('tryTap', { host, link, count }) : said('tryTapBare', { host, link, count })
}
