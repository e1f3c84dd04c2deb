import type { Signal } from '../command'

export const SIGNALS: Readonly<Record<Signal, number>> = { HUP: 1, INT: 2, QUIT: 3, KILL: 9, TERM: 15 }

const isSignal = (name: string): name is Signal => Object.hasOwn(SIGNALS, name)

/** By its name, with `SIG` or without, or its number; undefined if it is none that ends a program. */
export function signalNamed(text: string): Signal | undefined {
  const name = text.toUpperCase().replace(/^SIG/, '')
  return isSignal(name)
    ? name
    : Object.keys(SIGNALS)
        .filter(isSignal)
        .find((each) => String(SIGNALS[each]) === text)
}

/** The exit status of a program that a signal has ended. */
export const statusOf = (signal: Signal): number => 128 + SIGNALS[signal]

/** How bash calls it. */
export const SIGNAL_WORDS: Readonly<Record<Signal, string>> = {
  HUP: 'Hangup',
  INT: 'Interrupt',
  QUIT: 'Quit',
  KILL: 'Killed',
  TERM: 'Terminated',
}
