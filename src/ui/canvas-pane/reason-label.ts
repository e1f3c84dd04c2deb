import type { DropReason } from '../../engine/trace/trace'
import { say } from '../../words/i18n'
import { dropText } from '../../words/steps'
import '../step-words'

/** A few words that stand beside a break. */
export const reasonLabel = (reason: DropReason): string => say(dropText(reason))
