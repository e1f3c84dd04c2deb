import { entriesOf, type Moment, type Transition, type Window } from '../analysis/transition/transition'
import { sayInEnglish } from '../words/english'
import { lossText, outcomeLoss } from '../words/pair-text'
import { said } from './cli-error'

type Name = (host: string) => string

/** What `podpath diff --steps` prints: a line a moment, then the windows of loss. */
export const transitionText = ({ moments, windows }: Transition, name: Name): readonly string[] => [
  said('diff-steps'),
  ...moments.map((moment, i) =>
    said('diff-step', {
      machines: i === 0 ? said('diff-step-first') : arrivedAt(moment, name),
      counts: entriesOf(moment)
        .map(([kind, count]) => `${count} ${kind}`)
        .join(', '),
    }),
  ),
  ...(windows.length === 0 ? [said('diff-no-window')] : []),
  ...windows.map((window) =>
    said('diff-window', {
      count: window.count,
      from: arrivedAt(moments[window.from], name),
      until: arrivedAt(moments[window.until], name),
      pair: window.witness.map(name).join(' → '),
      because: because(window),
    }),
  ),
]

const arrivedAt = (moment: Moment | undefined, name: Name): string => moment?.arrived.map(name).join(', ') ?? ''

const because = ({ outcome }: Window): string => {
  const loss = outcomeLoss(outcome)
  return loss ? sayInEnglish(lossText(loss)) : ''
}

/** The same as an object. */
export const transitionAsJson = ({ order, pairs, moments, windows }: Transition, name: Name) => ({
  order: order.map(name),
  pairs,
  moments: moments.map(({ arrived, counts }) => ({ arrived: arrived.map(name), ...counts })),
  windows: windows.map((window) => ({
    from: window.from,
    until: window.until,
    count: window.count,
    witness: { from: name(window.witness[0]), to: name(window.witness[1]) },
    because: because(window),
  })),
})
