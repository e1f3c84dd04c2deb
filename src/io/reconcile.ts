import { isAlias, isMap, isScalar, isSeq, type Pair, type YAMLMap, type YAMLSeq } from 'yaml'
import type { Json, JsonObject } from '../engine/lab/document'
import { isJsonObject, jsonEquals } from '../engine/manifest'
import { pairItems } from './pair-items'
import { applyEdits, lineEnd, lineStart, type TextEdit } from './text-edit'
import { blockText, flowText, scalarText, type YamlStyle } from './write-yaml'

/** A text under edit. */
export interface Draft {
  readonly text: string
  readonly style: YamlStyle
}

/** The tree does not have the shape that a text edit needs; the caller writes the document anew. */
export class Unreconcilable extends Error {}

/**
 * The edits that make `node` say `next` where it said `old`. What is not touched keeps its bytes: comments, order,
 * quotes, flow style. Aliases and merge keys are not followed; whoever calls this checks that the outcome is `next`.
 * @throws Unreconcilable if the node has no place in the text.
 */
export function reconcile(draft: Draft, node: unknown, old: Json, next: Json): TextEdit[] {
  if (jsonEquals(old, next)) return []
  if (!isAlike(node, old, next)) return [replacement(draft, node, next)]
  if (isMap(node)) {
    const edits = node.flow ? flowMapEdits : blockMapEdits
    return edits(draft, node, old as JsonObject, next as JsonObject)
  }
  if (!isSeq(node)) throw new Unreconcilable()
  const edits = node.flow ? flowSeqEdits : blockSeqEdits
  return edits(draft, node, old as readonly Json[], next as readonly Json[])
}

/** Whether both values are collections of one sort, so that the one can be edited into the other. */
function isAlike(node: unknown, old: Json, next: Json): boolean {
  if (isMap(node) && isJsonObject(old) && isJsonObject(next)) {
    return Object.keys(old).some((key) => Object.hasOwn(next, key))
  }
  return isSeq(node) && Array.isArray(old) && Array.isArray(next) && old.length > 0 && next.length > 0
}

const isCollection = (value: Json): boolean => typeof value === 'object' && value !== null

const rangeOf = (node: unknown): readonly [number, number, number] => {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined
  if (!Array.isArray(range)) throw new Unreconcilable()
  return range as unknown as [number, number, number]
}

const startOf = (node: unknown): number => rangeOf(node)[0]

/** Where the last thing that `node` says ends; its range may go on over blank lines and comments. */
function contentEnd(node: unknown): number {
  if ((isMap(node) || isSeq(node)) && !node.flow) {
    const last = node.items.at(-1)
    if (last !== undefined) return isMap(node) ? pairEnd(last as Pair) : contentEnd(last)
  }
  return rangeOf(node)[1]
}

const pairEnd = (pair: Pair): number => (pair.value ? contentEnd(pair.value) : rangeOf(pair.key)[1])

const keyOf = (pair: Pair): string => {
  if (!isScalar(pair.key)) throw new Unreconcilable()
  return String(pair.key.value)
}

const columnOf = ({ text }: Draft, offset: number): number => offset - lineStart(text, offset)

const isFirstOnLine = ({ text }: Draft, offset: number): boolean =>
  text.slice(lineStart(text, offset), offset).trim() === ''

/** The whole of `node` written anew: a scalar in its quotes, a collection in flow style on the spot. */
function replacement({ text }: Draft, node: unknown, next: Json): TextEdit {
  const start = startOf(node)
  const end = contentEnd(node)
  const gap = end === start && text[start - 1] !== ' ' ? ' ' : ''
  const breaks = /\r?\n\s*$/.exec(text.slice(start, end))?.[0] ?? ''
  return { start, end: end - breaks.length, text: gap + replacementText(node, next) }
}

function replacementText(node: unknown, next: Json): string {
  if (!isScalar(node) || isAlias(node)) return flowText(next)
  if (node.type === 'QUOTE_DOUBLE') return scalarText(next, 'double')
  return scalarText(next, node.type === 'QUOTE_SINGLE' ? 'single' : 'plain')
}

function blockMapEdits(draft: Draft, map: YAMLMap, old: JsonObject, next: JsonObject): TextEdit[] {
  const pairs = map.items as Pair[]
  const kept = pairs.filter((pair) => Object.hasOwn(next, keyOf(pair)))
  const known = new Set(pairs.map(keyOf))
  const column = columnOf(draft, startOf(pairs[0]?.key))
  return [
    ...kept.flatMap((pair) => pairEdits(draft, pair, old[keyOf(pair)] ?? null, next[keyOf(pair)] ?? null)),
    ...removals(draft, pairs, kept),
    ...Object.keys(next)
      .filter((key) => !known.has(key))
      .toSorted()
      .map((key) => addition(draft, pairs, kept, key, blockText({ [key]: next[key] ?? null }, draft.style, column))),
  ]
}

/** A value that becomes something else altogether is written with its key where it stands, or is to stand, on lines of its own. */
function pairEdits(draft: Draft, pair: Pair, old: Json, next: Json): TextEdit[] {
  const { value } = pair
  const isBlock = (isMap(value) || isSeq(value)) && !value.flow
  const becomesBlock = isScalar(value) && isCollection(next)
  if (jsonEquals(old, next) || isAlike(value, old, next) || !(isBlock || becomesBlock)) {
    return reconcile(draft, value, old, next)
  }
  const start = startOf(pair.key)
  const end = start + draft.text.slice(start, pairEnd(pair)).trimEnd().length
  const text = blockText({ [keyOf(pair)]: next }, draft.style, columnOf(draft, start)).trim()
  return [{ start, end, text }]
}

function removals(draft: Draft, pairs: readonly Pair[], kept: readonly Pair[]): TextEdit[] {
  const { text } = draft
  const first = pairs[0]
  const inLine = first !== undefined && !isFirstOnLine(draft, startOf(first.key))
  const firstKept = pairs.findIndex((pair) => kept.includes(pair))
  return pairs.flatMap((pair, index): TextEdit[] => {
    if (kept.includes(pair)) return []
    const start = startOf(pair.key)
    if (!inLine || index > firstKept)
      return [{ start: lineStart(text, start), end: lineEnd(text, pairEnd(pair)), text: '' }]
    // "- first: 1": the next pair that stays moves up behind the dash.
    return index === 0 ? [{ start, end: startOf(pairs[firstKept]?.key), text: '' }] : []
  })
}

/** A new pair goes where the alphabet puts it, if the others follow it, as they do in what Calico prints. */
function addition(draft: Draft, pairs: readonly Pair[], kept: readonly Pair[], key: string, text: string): TextEdit {
  const keys = pairs.map(keyOf)
  const sorted = keys.every((each, index) => index === 0 || (keys[index - 1] ?? '') <= each)
  const before = sorted ? kept.filter((pair) => keyOf(pair) < key) : kept
  const after = before.at(-1)
  const first = startOf(pairs[0]?.key)
  if (!after && isFirstOnLine(draft, first)) {
    const start = lineStart(draft.text, first)
    return { start, end: start, text }
  }
  return insertion(draft, pairEnd(after ?? (kept[0] as Pair)), text)
}

/** `text`, whole lines, after the line of `offset`. */
function insertion({ text: all, style }: Draft, offset: number, text: string): TextEdit {
  const start = lineEnd(all, offset)
  const broken = start === 0 || all[start - 1] === '\n'
  return { start, end: start, text: broken ? text : style.eol + text.slice(0, -style.eol.length) }
}

function dashOf({ text }: Draft, item: unknown): number {
  const dash = text.slice(0, startOf(item)).trimEnd().length - 1
  if (text[dash] !== '-') throw new Unreconcilable()
  return dash
}

function blockSeqEdits(draft: Draft, seq: YAMLSeq, old: readonly Json[], next: readonly Json[]): TextEdit[] {
  const { text } = draft
  const dashes = seq.items.map((item) => dashOf(draft, item))
  if (dashes.some((dash) => !isFirstOnLine(draft, dash))) throw new Unreconcilable()
  const column = columnOf(draft, dashes[0] ?? 0)
  const pairing = pairItems(old, next)
  if (!pairing.some(({ oldIndex, nextIndex }) => oldIndex !== undefined && nextIndex !== undefined)) {
    return [anew(draft, dashes[0] ?? 0, contentEnd(seq), blockText(next, draft.style, column))]
  }
  let end = lineStart(text, dashes[0] ?? 0)
  return pairing.flatMap(({ oldIndex, nextIndex }): TextEdit[] => {
    const added = nextIndex === undefined ? undefined : (next[nextIndex] ?? null)
    if (oldIndex === undefined) {
      return [insertion(draft, end, itemText(draft, seq, added ?? null, column))]
    }
    const item = seq.items[oldIndex]
    end = lineEnd(text, contentEnd(item))
    if (added !== undefined) return reconcile(draft, item, old[oldIndex] ?? null, added)
    return [{ start: lineStart(text, dashes[oldIndex] ?? 0), end, text: '' }]
  })
}

/** A new item looks as the others do: in flow style if they are. */
function itemText(draft: Draft, seq: YAMLSeq, item: Json, column: number): string {
  const flow = seq.items.every((other) => (isMap(other) || isSeq(other)) && other.flow)
  const nested = typeof item === 'object' && item !== null
  if (flow && nested) return `${' '.repeat(column)}- ${flowText(item)}${draft.style.eol}`
  return blockText([item], draft.style, column)
}

/** Whole lines in place of those from `start` to `end`. */
function anew({ text: all, style }: Draft, start: number, end: number, text: string): TextEdit {
  const from = lineStart(all, start)
  const to = lineEnd(all, end)
  return { start: from, end: to, text: all[to - 1] === '\n' ? text : text.slice(0, -style.eol.length) }
}

/** Whether a flow collection is written as JSON: its keys or strings in double quotes. */
const isJsonText = ({ text }: Draft, node: unknown): boolean => {
  const [start, end] = rangeOf(node)
  return /^[[{]\s*"/.test(text.slice(start, end))
}

function flowMapEdits(draft: Draft, map: YAMLMap, old: JsonObject, next: JsonObject): TextEdit[] {
  const pairs = map.items as Pair[]
  const kept = pairs.filter((pair) => Object.hasOwn(next, keyOf(pair)))
  const added = Object.keys(next).filter((key) => !pairs.some((pair) => keyOf(pair) === key))
  const edits = kept.map((pair) => reconcile(draft, pair.value, old[keyOf(pair)] ?? null, next[keyOf(pair)] ?? null))
  if (kept.length === pairs.length && added.length === 0) return edits.flat()
  const json = isJsonText(draft, map)
  return flowAnew(draft, map, [
    ...kept.map((pair, index) => applyEdits(draft.text, edits[index] ?? [], startOf(pair.key), pairEnd(pair))),
    ...added.map((key) => {
      const value = next[key] ?? null
      return json ? `${JSON.stringify(key)}: ${JSON.stringify(value)}` : `${flowText(key)}: ${flowText(value)}`
    }),
  ])
}

function flowSeqEdits(draft: Draft, seq: YAMLSeq, old: readonly Json[], next: readonly Json[]): TextEdit[] {
  const pairing = pairItems(old, next)
  const json = isJsonText(draft, seq) || /"\s*:/.test(draft.text.slice(startOf(seq), contentEnd(seq)))
  const items = pairing.map(({ oldIndex, nextIndex }) => {
    if (nextIndex === undefined) return { edits: [], text: undefined }
    const value = next[nextIndex] ?? null
    if (oldIndex === undefined) return { edits: [], text: json ? JSON.stringify(value) : flowText(value) }
    const item = seq.items[oldIndex]
    const edits = reconcile(draft, item, old[oldIndex] ?? null, value)
    return { edits, text: applyEdits(draft.text, edits, startOf(item), contentEnd(item)) }
  })
  const samePlaces = pairing.every(({ oldIndex, nextIndex }) => oldIndex !== undefined && nextIndex !== undefined)
  if (samePlaces) return items.flatMap(({ edits }) => edits)
  return flowAnew(
    draft,
    seq,
    items.flatMap(({ text }) => (text === undefined ? [] : [text])),
  )
}

/** A flow collection with these items, spaced as it is now: on one line, or one item a line. */
function flowAnew(draft: Draft, node: YAMLMap | YAMLSeq, items: readonly string[]): TextEdit[] {
  const { text } = draft
  const [start, end] = rangeOf(node)
  const open = text.slice(start, start + 1)
  const close = text.slice(end - 1, end)
  const padding = /^\s*/.exec(text.slice(start + 1, end - 1))?.[0] ?? ''
  const tail = /\s*$/.exec(text.slice(start + 1, end - 1))?.[0] ?? ''
  const separator = padding.includes('\n') ? `,${padding}` : ', '
  return [{ start, end, text: open + padding + items.join(separator) + tail + close }]
}
