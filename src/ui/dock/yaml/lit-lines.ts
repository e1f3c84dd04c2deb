import { type Range, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'

/** Which lines are those of what is selected on the canvas. */
export interface LitLines {
  readonly from: number
  readonly to: number
}

export const setLit = StateEffect.define<LitLines | undefined>()

const LIT = Decoration.line({ class: 'cm-lit' })

export const litLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (lit, { changes, effects, state }) => {
    const wish = effects.findLast((effect) => effect.is(setLit))
    if (!wish) return lit.map(changes)
    if (!wish.value) return Decoration.none
    const first = state.doc.lineAt(Math.min(wish.value.from, state.doc.length)).number
    const last = state.doc.lineAt(Math.min(wish.value.to, state.doc.length)).number
    const lines: Range<Decoration>[] = []
    for (let line = first; line <= last; line += 1) lines.push(LIT.range(state.doc.line(line).from))
    return Decoration.set(lines)
  },
  provide: (field) => EditorView.decorations.from(field),
})
