import type { StateCreator } from 'zustand/vanilla'
import type { Issue } from '../engine/issue'
import { applyCommand } from '../engine/lab/apply-command'
import type { Command } from '../engine/lab/commands'
import type { LabDocument } from '../engine/lab/document'
import type { Said } from '../words/said'
import type { LabStore } from './create-lab-store'
import { selectPicture } from './derived'
import { describeCommand } from './describe-command'
import { findElement, firstNode } from './elements'
import { type Following, rememberFollowing } from './following'
import type { DocumentState } from './lab-state'
import { newLabId } from './new-lab-id'
import { warningNotice } from './new-warnings'
import { noticeOf } from './notice'

export interface OpenedLab {
  readonly document: LabDocument
  readonly source: string
  /** Of a lab that this browser knows already. */
  readonly id?: string
  readonly name?: string
  /** What is to be heeded in it has been said already. */
  readonly told?: boolean
}

/** What an edit may bring besides a document. */
interface Adopted {
  readonly following?: Following
  /** The text, where the edit knows better than reconciling could what became of what. */
  readonly baseSource?: string
}

export interface LabSlice extends DocumentState {
  /** Applies the commands as one undo step, or none of them: then the issues become a notice. */
  run(commands: Command | readonly Command[], said?: Said): boolean
  /** Puts what an edit made of the lab, if it did anything, in its place: one undo step, undone with what goes with it. */
  adopt(document: LabDocument, edit: Said, more?: Adopted): void
  /** Puts another lab in place of this one, as one undo step. */
  openLab(lab: OpenedLab, edit: Said): void
  /** @param name undefined: as its Underlay is called */
  renameLab(name: string | undefined): void
  refuse(issues: readonly Issue[], title: Said): void
}

/** What goes with any change of the document: routes are compared with before, and nothing is carried any more. */
export const withChange = (
  { document }: Pick<LabStore, 'document'>,
  edit: Said,
): Pick<LabStore, 'lastChange' | 'carry'> => ({ lastChange: { before: document, edit }, carry: undefined })

const isPlacing = (commands: readonly Command[]) => commands.every((command) => command.kind === 'place')

export const createLabSlice =
  (initial: OpenedLab): StateCreator<LabStore, [], [], LabSlice> =>
  (set, get) => ({
    document: initial.document,
    baseSource: initial.source,
    edit: { key: 'edit.start' },
    labId: initial.id ?? newLabId(),
    labName: initial.name,

    run: (oneOrMore, said) => {
      const commands = 'kind' in oneOrMore ? [oneOrMore] : oneOrMore
      let document = get().document
      for (const command of commands) {
        const result = applyCommand(document, command)
        if (!result.ok) {
          get().refuse(result.error, { key: 'notice.refused' })
          return false
        }
        document = result.value
      }
      const last = commands.at(-1)
      if (document === get().document || !last) return true
      const edit = said ?? describeCommand(last)
      if (isPlacing(commands))
        set({ document, edit, notice: warningNotice(get().document, document), announcement: edit })
      else get().adopt(document, edit)
      return true
    },

    adopt: (document, edit, { following, baseSource } = {}) => {
      const state = get()
      if (document === state.document) return
      if (following) rememberFollowing(document, following)
      const notice = warningNotice(state.document, document)
      const source = baseSource === undefined ? {} : { baseSource }
      set({
        document,
        ...source,
        edit,
        notice,
        announcement: edit,
        ...withChange(state, edit),
        ...following?.there(state),
      })
      get().restart()
    },

    openLab: (lab, edit) => {
      set({
        document: lab.document,
        baseSource: lab.source,
        edit,
        labId: lab.id ?? newLabId(),
        labName: lab.name,
        announcement: edit,
        notice: lab.told ? undefined : warningNotice(get().document, lab.document),
        aim: undefined,
        ...withChange(get(), edit),
      })
      const picture = selectPicture(get())
      if (!findElement(picture, get().selection)) get().select(firstNode(picture))
      get().restart()
    },

    renameLab: (labName) => {
      const edit: Said = { key: 'edit.rename-lab', params: { name: labName ?? '' } }
      if (labName !== get().labName) set({ labName, edit, announcement: edit })
    },

    refuse: (issues, title) => set({ notice: noticeOf(issues, title) }),
  })
