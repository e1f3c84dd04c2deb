import type { SharedLab } from './share-link'

/** A lab as a page of its own brings it. */
export interface CarriedLab extends SharedLab {
  /** `watch`: visitors can only play the ping. */
  readonly mode?: 'play' | 'watch'
}

/** What the page looks for when it starts. */
export const CARRIED_ID = 'podpath-lab'

const CARRIED = `<script id="${CARRIED_ID}" type="application/json">`

/**
 * The page for one lab, of the empty one that the build has made (`build/single-page/plugin.ts`): everything is in it, so it opens from
 * a disk or a mail without any other file. The lab is data beside the script, whose hash the page's own policy names.
 * @throws if `empty` is no such page
 */
export function labPage(empty: string, carried: CarriedLab, title: string): string {
  const [before, after] = empty.split(CARRIED)
  if (before === undefined || after === undefined) throw new Error('this is not the page that labs are put into')
  const [head, body] = before.split(/<title>[^<]*<\/title>/)
  return `${head}<title>${escapedText(title)}</title>${body}${CARRIED}${scriptData(carried)}${after}`
}

/** Nothing in it can end the element it stands in, or begin another (HTML §4.12.1.3). */
const scriptData = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c')

const escapedText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** The lab that such a page has brought; undefined: none, or something else. */
export function readCarried(text: string): CarriedLab | undefined {
  if (text.trim() === '') return undefined
  try {
    const carried = JSON.parse(text) as Partial<CarriedLab> | null
    return typeof carried?.lab === 'string' ? (carried as CarriedLab) : undefined
  } catch {
    return undefined
  }
}
