import { diagnose } from '../../src/analysis/doctor/diagnose'
import { flipsIn, flipsOf } from '../../src/analysis/flips/flips-of'
import type { LabDocument } from '../../src/engine/lab/document'
import { realize } from '../../src/engine/lab/realize'
import { type Measurement, measureAfter } from './measure'

interface Asked {
  readonly name: string
  readonly from: string
  readonly to: string
}

/** What the doctor finds in a lab whose machines are there already, as the tab asks it after an edit. */
export const doctorMeasure = ({ name }: Asked, next: (round: number) => LabDocument): Measurement =>
  measureAfter(`${name}: the doctor's findings after a mode flip`, realized(next), diagnose)

/** Every change tried and the ping sent again, as the worker does it: until eight turn it over. */
export const flipsMeasure = ({ name, ...pair }: Asked, lost: (round: number) => LabDocument): Measurement =>
  measureAfter(`${name}: what would deliver a lost ping, each tried`, realized(lost), (document) =>
    flipsOf(document, pair),
  )

/** The first of them is on the screen. */
export const firstFlipMeasure = ({ name, ...pair }: Asked, lost: (round: number) => LabDocument): Measurement =>
  measureAfter(`${name}: the first of them`, realized(lost), (document) => firstOf(document, pair))

function firstOf(document: LabDocument, pair: Pick<Asked, 'from' | 'to'>): unknown {
  for (const flip of flipsIn(document, pair)) if (flip) return flip
  return undefined
}

const realized =
  (next: (round: number) => LabDocument) =>
  (round: number): LabDocument => {
    const document = next(round)
    realize(document)
    return document
  }
