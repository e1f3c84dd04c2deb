import type { Plugin } from 'vite'

/** A stretch of Cytoscape's one file that the canvas never reaches; both ends start a line, the second is kept. */
interface Cut {
  readonly what: string
  readonly from: string
  readonly to: string
  readonly instead?: string
}

const CUTS: readonly Cut[] = [
  {
    what: 'graph algorithms, but for search, which the collections use themselves',
    from: 'var elesfn$u = {',
    to: 'var _Math$hypot;',
  },
  { what: 'more of them', from: 'var elesfn$o = {', to: 'var elesfn$j = {};' },
  {
    what: 'the list of the algorithms',
    from: '[elesfn$v, elesfn$u,',
    to: '  extend(elesfn$j, props);',
    instead: '[elesfn$v].forEach(function (props) {\n',
  },
  { what: 'layouts: the canvas places everything itself', from: 'var defaults$7 = {', to: 'var defaults$2 = {' },
  {
    what: 'the list of the layouts',
    from: "var layout = [{\n  name: 'breadthfirst'",
    to: "  name: 'null',",
    instead: 'var layout = [{\n',
  },
  {
    what: 'drawing by WebGL, slower where it was measured',
    from: 'CRp$4.initWebgl = ',
    to: 'function clearWebgl(r) {',
  },
]

const DECLARATION = /^(?:function|var) ([\w$]+)/gm

function cutOut(
  code: string,
  { what, from, to, instead = '' }: Cut,
): { readonly code: string; readonly gone: string[] } {
  const start = code.indexOf(`\n${from}`) + 1
  const end = code.indexOf(`\n${to}`, start) + 1
  if (start === 0 || end === 0) throw new Error(`Cytoscape has no such place any more: ${what}`)
  const gone = [...code.slice(start, end).matchAll(DECLARATION)].map(([, name = '']) => name)
  return { code: code.slice(0, start) + instead + code.slice(end), gone }
}

interface Names {
  readonly used: Set<string>
  readonly declared: Set<string>
}

const isNode = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const nameOf = (node: unknown): string[] =>
  isNode(node) && node.type === 'Identifier' && typeof node.name === 'string' ? [node.name] : []

/** Every name that a program speaks of, keys and members aside, and every one that it declares, in whatever scope. */
function namesIn(node: unknown, names: Names = { used: new Set(), declared: new Set() }): Names {
  if (!isNode(node)) return names
  for (const name of nameOf(node)) names.used.add(name)
  const isDeclaration = node.type === 'VariableDeclarator' || String(node.type).startsWith('Function')
  if (isDeclaration) for (const name of nameOf(node.id)) names.declared.add(name)
  for (const [key, value] of Object.entries(node)) {
    const isName = (key === 'property' || key === 'key') && node.computed === false
    if (!isName) namesIn(value, names)
  }
  return names
}

/**
 * Leaves out of the built app what of Cytoscape it does not use, a fifth of it; the library is one file of prototypes
 * that no bundler can shake. It is pinned to one version, and the build stops if a cut no longer fits, or if something
 * that is kept still speaks of something that is not.
 */
export function slimCytoscape(): Plugin {
  return {
    name: 'podpath-slim-cytoscape',
    apply: 'build',
    transform: {
      filter: { id: /cytoscape\.esm\.mjs$/ },
      handler(whole) {
        let code = whole
        const gone: string[] = []
        for (const cut of CUTS) {
          const result = cutOut(code, cut)
          code = result.code
          gone.push(...result.gone)
        }
        const names = namesIn(this.parse(code))
        const missed = gone.filter((name) => names.used.has(name) && !names.declared.has(name))
        if (missed.length > 0) this.error(`still used in Cytoscape: ${missed.join(', ')}`)
        return { code, map: null }
      },
    },
  }
}
