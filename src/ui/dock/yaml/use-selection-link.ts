import { useMemo, useState } from 'react'
import { placeInDraft, rangeInDraft } from '../../../io/draft/draft-place'
import { selectPicture } from '../../../store/derived'
import { elementOfPart, partOfElement } from '../../../store/resource-element'
import { resourceOfId } from '../../../store/resource-id'
import { actions, useLab, useLabNow } from '../../lab'
import type { LitLines } from './lit-lines'

/** CodeMirror counts each line's end as one character. */
const asShown = (text: string): string => text.replaceAll('\r\n', '\n')

/** Selects on the canvas, or in the inspector, what the caret stands in. */
function selectWritten(text: string, offset: number): void {
  const place = placeInDraft(text, offset)
  if (!place) return
  const lab = actions()
  const element = elementOfPart(selectPicture(lab), lab.document.manifests, place.resource, place.path)
  if (element === undefined || element === lab.selection) return
  lab.select(element)
  const resource = resourceOfId(element)
  if (resource?.kind === 'IPPool') lab.show({ poolName: resource.name })
}

/** Joins the selection and the text: where the caret is put, that is selected; what is selected, its lines are lit. */
export function useSelectionLink(text: string): {
  readonly lit: LitLines | undefined
  readonly caret: number
  readonly onCaret: (offset: number, byHand: boolean) => void
} {
  const [caret, setCaret] = useState(0)
  const selection = useLab((state) => state.selection)
  const manifests = useLabNow((state) => state.document.manifests)
  const shown = useMemo(() => asShown(text), [text])
  const lit = useMemo(() => {
    const part = partOfElement(manifests, selection)
    return part && rangeInDraft(shown, part.resource, part.path)
  }, [shown, manifests, selection])
  return {
    lit,
    caret,
    onCaret: (offset, byHand) => {
      setCaret(offset)
      if (byHand) selectWritten(shown, offset)
    },
  }
}
