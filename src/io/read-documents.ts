/** What a YAML or JSON stream holds, and what Go's yaml.v2 says of one that is none: the terminal's programs use both. */
import { LineCounter, parseDocument, type YAMLError } from 'yaml'
import type { Json } from '../engine/lab/document'
import { fail, ok, type Result } from '../engine/result'
import { aliasFault } from './alias-fault'
import { nestingFault } from './nesting'

/** After `yaml: `. */
export type YamlComplaint = string

const LARGEST_TEXT = 10_000_000
const MOST_ALIASES = 100

/** The documents of a stream, in order; empty ones are left out. Lines count within a document, as they do there. */
export function readDocuments(text: string): Result<readonly Json[], YamlComplaint> {
  if (text.length > LARGEST_TEXT) return fail('document contains excessive aliasing')
  const values: Json[] = []
  for (const part of text.split(/^---(?:[ \t].*)?\r?\n|^---[ \t]*$/m)) {
    const value = readDocument(part)
    if (!value.ok) return value
    if (value.value !== null) values.push(value.value)
  }
  return ok(values)
}

function readDocument(text: string): Result<Json, YamlComplaint> {
  if (nestingFault(text)) return fail('exceeded max depth of 10000')
  const lines = new LineCounter()
  const document = parseDocument(text, {
    version: '1.1',
    merge: true,
    prettyErrors: false,
    lineCounter: lines,
    uniqueKeys: false,
    // Times stay text: in JSON, which Go makes of it all, they are.
    customTags: (tags) => tags.filter((tag) => typeof tag === 'string' || tag.tag !== 'tag:yaml.org,2002:timestamp'),
  })
  const [error] = document.errors
  if (error) return fail(complaint(error, text, lines))
  const fault = aliasFault(document)
  if (fault) return fail(fault.kind === 'cycle' ? `anchor '${fault.name}' value contains itself` : unknown(fault.name))
  try {
    return ok((document.toJS({ maxAliasCount: MOST_ALIASES }) ?? null) as Json)
  } catch (problem) {
    if (problem instanceof ReferenceError) return fail('document contains excessive aliasing')
    throw problem
  }
}

const unknown = (name: string): string => `unknown anchor '${name}' referenced`

/**
 * libyaml's words, and the line that Go's reader tells: the scanner counts from 1, the parser from 0, and a complaint
 * about the first line names none (yaml.v2 `decode.go`, `parser.fail`).
 */
function complaint(error: YAMLError, text: string, lines: LineCounter): YamlComplaint {
  const [start] = error.pos
  const { line } = lines.linePos(start)
  const said = (at: number, words: string): string => (at > 0 ? `line ${at}: ${words}` : words)
  const byScanner = (at: number, words: string): string => said(at > 1 ? at : 0, words)
  const colonLine = lines.linePos(start + Math.max(0, text.slice(start).search(/:(\s|$)/))).line
  const isFirstKey = text.slice(0, start).trim() === ''
  switch (error.code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
      return byScanner(colonLine, 'mapping values are not allowed in this context')
    case 'MULTILINE_IMPLICIT_KEY':
      if (/^-\s/.test(text.slice(start))) return said(line - 1, 'did not find expected key')
      if (isFirstKey) return byScanner(colonLine, 'mapping values are not allowed in this context')
      return byScanner(line + 1, "could not find expected ':'")
    case 'TAB_AS_INDENT':
    case 'BAD_SCALAR_START':
      return byScanner(line, 'found character that cannot start any token')
    case 'MISSING_CHAR':
      return missing(error.message, line, said, byScanner)
    case 'UNEXPECTED_TOKEN':
      if (/flow-.*-end/.test(error.message)) return said(line - 1, 'did not find expected node content')
      return said(line - 1, /^\s*-\s/.test(text) ? "did not find expected '-' indicator" : 'did not find expected key')
    case 'BAD_INDENT':
      if (/Flow seq/.test(error.message)) return said(line - 1, "did not find expected ',' or ']'")
      if (/Flow map/.test(error.message)) return said(line - 1, "did not find expected ',' or '}'")
      return said(line - 1, 'did not find expected key')
    default:
      return said(line - 1, 'did not find expected key')
  }
}

type Say = (at: number, words: string) => string

function missing(message: string, line: number, said: Say, byScanner: Say): YamlComplaint {
  if (/closing .quote/.test(message)) return byScanner(line, 'found unexpected end of stream')
  if (/Implicit map keys/.test(message)) return byScanner(line + 1, "could not find expected ':'")
  if (/\]/.test(message)) return said(line - 1, "did not find expected ',' or ']'")
  return said(line - 1, "did not find expected ',' or '}'")
}
