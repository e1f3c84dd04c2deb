import { Lexer } from 'yaml'
import type { SourcePlace } from '../engine/issue'

const DEEPEST = 100
const COMPACT_INDICATORS = /^[ \t]*(?:[-?:][ \t]+){100}/m
const DEEPEST_INDENT = /^ {2000}/m

/**
 * Where `text` nests deeper than any resource does, or undefined. The YAML parser needs more than linear memory for such
 * texts and ends the process, so they are refused before it sees them.
 */
export function nestingFault(text: string): SourcePlace | undefined {
  const compact = COMPACT_INDICATORS.exec(text) ?? DEEPEST_INDENT.exec(text)
  if (compact) return { line: text.slice(0, compact.index).split('\n').length, column: 1 }
  return roughFlowDepth(text) > DEEPEST ? exactFlowFault(text) : undefined
}

/** Counts brackets in strings and comments too: never less than the depth, and quick. */
function roughFlowDepth(text: string): number {
  let depth = 0
  let deepest = 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === 0x5b || code === 0x7b) deepest = Math.max(deepest, ++depth)
    else if ((code === 0x5d || code === 0x7d) && depth > 0) depth -= 1
  }
  return deepest
}

function exactFlowFault(text: string): SourcePlace | undefined {
  let depth = 0
  let line = 1
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') depth += 1
    else if (token === ']' || token === '}') depth -= 1
    else if (token.includes('\n')) line += token.split('\n').length - 1
    if (depth > DEEPEST) return { line, column: 1 }
  }
  return undefined
}
