import type { LabDocument } from '../../engine/lab/document'
import { realize } from '../../engine/lab/realize'
import { kindOf, type PairOutcome } from '../pairs/outcome'
import { outcomeOfPair } from '../pairs/ping-pair'
import { candidatesFor } from './candidates'
import type { Candidate, Flip, Question } from './flip'
import { withCommands } from './with-commands'

/** More are more than one reads. */
const MOST_FLIPS = 8

/**
 * The single changes that turn this ping's outcome over: of one that is lost those that deliver it, of one that is answered
 * those that lose it or carry it otherwise. Each has been carried out and the ping sent again; one that makes no
 * difference is `undefined`, so that whoever asks can stop between any two.
 * @throws InvariantError if the document is not valid. Nothing if one of the two hosts is not there.
 */
export function* flipsIn(
  document: LabDocument,
  question: Question,
  most = MOST_FLIPS,
): Generator<Flip | undefined, void, void> {
  const fabric = realize(document)
  if (![question.from, question.to].every((host) => fabric.namespaces.has(host))) return
  const now = outcomeOfPair(fabric, question.from, question.to)
  let found = 0
  for (const candidate of candidatesFor(document, question, now.kind === 'lost')) {
    const flip = tried(document, question, candidate, now)
    yield flip
    if (flip && ++found >= most) return
  }
}

/** All of them at once. */
export const flipsOf = (document: LabDocument, question: Question, most?: number): readonly Flip[] =>
  [...flipsIn(document, question, most)].flatMap((flip) => flip ?? [])

function tried(
  document: LabDocument,
  { from, to }: Question,
  candidate: Candidate,
  now: PairOutcome,
): Flip | undefined {
  const changed = withCommands(document, candidate.commands)
  const fabric = changed && realize(changed)
  if (!fabric?.namespaces.has(from) || !fabric.namespaces.has(to)) return undefined
  const after = outcomeOfPair(fabric, from, to)
  const effect = effectOf(now, after)
  return effect && { ...candidate, effect, after }
}

/** Undefined: it makes no difference that matters. */
function effectOf(now: PairOutcome, after: PairOutcome): Flip['effect'] | undefined {
  if (kindOf(after) === 'unknown') return undefined
  if (now.kind === 'lost') return after.kind === 'lost' ? undefined : 'delivers'
  if (after.kind === 'lost') return 'loses'
  if (now.there.carriage !== after.there.carriage || now.back.carriage !== after.back.carriage) return 'rewraps'
  return now.there.hosts.join() === after.there.hosts.join() ? undefined : 'reroutes'
}
