import type { LabDocument } from '../engine/lab/document'
import { parseLab } from '../io/parse-lab'
import { blockText, styleOf } from '../io/write-yaml'
import type { Chance } from './chance'
import { drawTopology, type Topology } from './draw-topology'

export interface DrawnLab {
  readonly topology: Topology
  /** The lab file. */
  readonly text: string
  readonly document: LabDocument
}

/** The first topology that this stream of chance gives and a lab can be. */
export function drawLab(chance: Chance): DrawnLab {
  for (;;) {
    const topology = drawTopology(chance)
    const style = styleOf('')
    const text = topology.manifests.map((manifest) => blockText(manifest, style)).join('---\n')
    const parsed = parseLab(text)
    if (parsed.ok) return { topology, text, document: parsed.value.document }
  }
}
