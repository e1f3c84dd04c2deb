// A static server for the built app, on this machine only. `npm start`, the end-to-end tests and `podpath open` use it.
// As a command: node scripts/serve.mjs [--port N] [--root FOLDER].
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export const APP_FOLDER = fileURLToPath(new URL('../dist/app', import.meta.url))
export const HOST = '127.0.0.1'

/** @type {Readonly<Record<string, string>>} */
const MIME_TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.yaml': 'text/yaml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

const COMPRESSIBLE = /^(text\/|application\/(json|manifest)|image\/svg)/

/** File names that change with their content, as Vite writes them. */
const HASHED_NAME = /-[\w-]{8}\.\w+$/

/**
 * Nothing leaves the browser: only this server may be asked for anything. Styles may be inline, since editors and
 * menus place themselves by style attributes and style elements.
 * @param {string} html whose inline scripts may run
 */
export function contentSecurityPolicy(html) {
  return [
    "default-src 'none'",
    `script-src 'self'${scriptHashes(html)}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'self'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

/** The inline scripts of a page as a policy names them, each with a blank before it. @param {string} html */
export function scriptHashes(html) {
  const inlineScripts = [
    ...html.matchAll(/<script(?![^>]*\b(?:src=|type="application\/json"))[^>]*>([\s\S]*?)<\/script>/g),
  ]
  return inlineScripts
    .map(([, code = '']) => ` 'sha256-${createHash('sha256').update(code).digest('base64')}'`)
    .join('')
}

/**
 * @typedef {{ body: Buffer, type: string, etag: string, immutable: boolean, encoded: Map<string, Buffer> }} Asset
 * @typedef {{ readonly body: string, readonly type: string }} ExtraFile
 * @typedef {{ readonly url: string, readonly port: number, close(): Promise<void> }} RunningServer
 */

/**
 * Serves `folder` on 127.0.0.1.
 * @param {object} [options]
 * @param {number} [options.port] the first port to try; 0 is any free one
 * @param {boolean} [options.strictPort] do not try the ports after it
 * @param {string} [options.folder]
 * @param {Readonly<Record<string, ExtraFile>>} [options.extra] further files by their path in the URL (`/lab.yaml`)
 * @returns {Promise<RunningServer>}
 */
export async function serveApp({ port = 4173, strictPort = false, folder = APP_FOLDER, extra = {} } = {}) {
  /** @type {Map<string, { readonly asset: Asset, readonly changedMs: number }>} */
  const cache = new Map()
  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      if (!response.headersSent) refuse(response, 500, 'Internal error')
      else response.destroy()
    })
  })

  /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
  async function answer(request, response) {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'Method not allowed')
    // Another site must not reach this server under a name of its own (DNS rebinding).
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '')) return refuse(response, 403, 'Forbidden')
    const path = pathOf(request.url ?? '/')
    if (path === undefined) return refuse(response, 400, 'Bad request')
    const asset = extraAsset(path) ?? (await fileAsset(path))
    if (!asset) return refuse(response, 404, 'Not found')
    if (request.headers['if-none-match'] === asset.etag) {
      response.writeHead(304, headersOf(asset)).end()
      return
    }
    const encoding = COMPRESSIBLE.test(asset.type) ? acceptedEncoding(request.headers['accept-encoding']) : undefined
    const body = encoding ? await encode(asset, encoding) : asset.body
    response.writeHead(200, {
      ...headersOf(asset),
      'Content-Length': body.length,
      ...(encoding ? { 'Content-Encoding': encoding } : {}),
    })
    response.end(request.method === 'HEAD' ? undefined : body)
  }

  /** @param {string} path */
  function extraAsset(path) {
    const file = Object.hasOwn(extra, path) ? extra[path] : undefined
    return file && assetOf(Buffer.from(file.body), file.type, false)
  }

  /** @param {string} path @returns {Promise<Asset | undefined>} */
  async function fileAsset(path) {
    const file = normalize(join(folder, path.endsWith('/') ? `${path}index.html` : path))
    if (!file.startsWith(normalize(folder) + sep)) return undefined
    const info = await stat(file).catch(() => undefined)
    if (!info?.isFile()) return undefined
    const known = cache.get(file)
    if (known?.changedMs === info.mtimeMs) return known.asset
    const type = MIME_TYPES[extname(file)] ?? 'application/octet-stream'
    const asset = assetOf(await readFile(file), type, HASHED_NAME.test(file))
    cache.set(file, { asset, changedMs: info.mtimeMs })
    return asset
  }

  const listening = await listen(server, port, strictPort || port === 0 ? 1 : 20)
  return {
    url: `http://${HOST}:${listening}/`,
    port: listening,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/**
 * The decoded path of a request, or undefined if it cannot be one.
 * @param {string} url
 */
function pathOf(url) {
  try {
    const path = decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '')
    return path.startsWith('/') && !path.includes('\0') ? path : undefined
  } catch {
    return undefined
  }
}

/** @param {Buffer} body @param {string} type @param {boolean} immutable @returns {Asset} */
function assetOf(body, type, immutable) {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  return { body, type, etag, immutable, encoded: new Map() }
}

/** @param {Asset} asset */
function headersOf({ body, type, etag, immutable }) {
  return {
    'Content-Type': type,
    'Cache-Control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    ETag: etag,
    Vary: 'Accept-Encoding',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Resource-Policy': 'same-origin',
    ...(type.startsWith('text/html') ? { 'Content-Security-Policy': contentSecurityPolicy(body.toString()) } : {}),
  }
}

/** @param {string | string[] | undefined} header @returns {'br' | 'gzip' | undefined} */
function acceptedEncoding(header) {
  const accepted = String(header ?? '')
    .split(',')
    .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
    .map((part) => part.split(';', 1)[0]?.trim())
  return accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : undefined
}

/** Compressed once, then kept. @param {Asset} asset @param {'br' | 'gzip'} encoding */
async function encode(asset, encoding) {
  const known = asset.encoded.get(encoding)
  if (known) return known
  const body =
    encoding === 'br'
      ? await promisify(brotliCompress)(asset.body, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } })
      : await promisify(gzip)(asset.body)
  asset.encoded.set(encoding, body)
  return body
}

/** @param {import('node:http').ServerResponse} response @param {number} status @param {string} text */
function refuse(response, status, text) {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' })
  response.end(`${text}\n`)
}

/**
 * @param {import('node:http').Server} server
 * @param {number} first
 * @param {number} attempts
 * @returns {Promise<number>} the port it got
 */
async function listen(server, first, attempts) {
  for (let port = first; ; port += 1) {
    try {
      await new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, HOST, () => {
          server.off('error', reject)
          resolve(undefined)
        })
      })
      const address = server.address()
      return typeof address === 'object' && address ? address.port : port
    } catch (error) {
      const taken = /** @type {NodeJS.ErrnoException} */ (error).code === 'EADDRINUSE'
      if (!taken || port + 1 >= first + attempts) throw error
    }
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '4173' }, root: { type: 'string', default: APP_FOLDER } },
  })
  const { url } = await serveApp({ port: Number(values.port), strictPort: true, folder: values.root })
  console.log(`serving ${values.root} on ${url}`)
}
