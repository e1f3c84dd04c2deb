import { useMemo } from 'react'
import type { LabDocument } from '../../../engine/lab/document'
import type { Said } from '../../../words/said'
import { useHistory, useLab } from '../../lab'

/** A moment of the lab's history. */
export interface Point {
  readonly document: LabDocument
  readonly said: Said
}

/** From the first to what was undone last. */
export function usePoints(): readonly Point[] {
  const past = useHistory(({ pastStates }) => pastStates)
  const future = useHistory(({ futureStates }) => futureStates)
  const document = useLab((state) => state.document)
  const edit = useLab((state) => state.edit)
  return useMemo(() => {
    const point = (key: string, number: number, at: { document?: LabDocument; edit?: Said }): readonly Point[] =>
      at.document && at.edit ? [{ document: at.document, said: { key, params: { number, edit: at.edit } } }] : []
    return [
      ...past.flatMap((state, i) => point('changes.point', i, state)),
      ...point('changes.now', past.length, { document, edit }),
      ...future.toReversed().flatMap((state, i) => point('changes.undone', past.length + 1 + i, state)),
    ]
  }, [past, future, document, edit])
}
