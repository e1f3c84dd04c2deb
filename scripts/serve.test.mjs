import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveApp } from './serve.mjs'

const PAGE = '<!doctype html><script>early()</script><script type="module" src="./assets/index-a1b2c3d4.js"></script>'
const SCRIPT = `console.log('${'a'.repeat(2000)}')`

/** @type {string} */ let home
/** @type {import('./serve.mjs').RunningServer} */ let server

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'podpath-serve-'))
  mkdirSync(join(home, 'app/assets'), { recursive: true })
  writeFileSync(join(home, 'secret.txt'), 'secret')
  writeFileSync(join(home, 'app/index.html'), PAGE)
  writeFileSync(join(home, 'app/assets/index-a1b2c3d4.js'), SCRIPT)
  const extra = { '/lab.yaml': { body: 'kind: Node\n', type: 'text/yaml' } }
  server = await serveApp({ port: 0, folder: join(home, 'app'), extra })
})

afterAll(async () => {
  await server.close()
  rmSync(home, { recursive: true })
})

/**
 * A request whose path is sent as it stands; `fetch` would tidy it up first.
 * @param {string} path
 * @param {import('node:http').RequestOptions} [options]
 * @returns {Promise<{ status: number | undefined, headers: import('node:http').IncomingHttpHeaders, body: Buffer }>}
 */
function get(path, options = {}) {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: server.port, path, ...options }, (response) => {
      /** @type {Buffer[]} */ const chunks = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('end', () => {
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) })
      })
    })
    asked.on('error', reject)
    asked.end()
  })
}

describe('the static server', () => {
  it('gives the page under a policy that lets nothing but this server be asked', async () => {
    const { status, headers, body } = await get('/')
    expect(status).toBe(200)
    expect(body.toString()).toBe(PAGE)
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(headers['cache-control']).toBe('no-cache')
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self' 'sha256-")
    expect(headers['content-security-policy']).toContain("connect-src 'self'")
  })

  it('lets a hashed script be kept for ever', async () => {
    const { headers } = await get('/assets/index-a1b2c3d4.js?v=1')
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  const encodings = [
    { accept: 'gzip, deflate, br', encoding: 'br', decode: brotliDecompressSync },
    { accept: 'gzip, br;q=0', encoding: 'gzip', decode: gunzipSync },
    { accept: 'identity', encoding: undefined, decode: (/** @type {Buffer} */ body) => body },
  ]
  it.each(encodings)('answers "$accept" in $encoding', async ({ accept, encoding, decode }) => {
    const { headers, body } = await get('/assets/index-a1b2c3d4.js', { headers: { 'accept-encoding': accept } })
    expect(headers['content-encoding']).toBe(encoding)
    expect(Number(headers['content-length'])).toBe(body.length)
    expect(decode(body).toString()).toBe(SCRIPT)
  })

  it('answers 304 to one who has it', async () => {
    const { headers } = await get('/')
    const { status, body } = await get('/', { headers: { 'if-none-match': String(headers.etag) } })
    expect(status).toBe(304)
    expect(body.length).toBe(0)
  })

  it('gives further files that a caller names', async () => {
    expect((await get('/lab.yaml')).body.toString()).toBe('kind: Node\n')
  })

  const refusals = [
    { path: '/../secret.txt', status: 404 },
    { path: '/%2e%2e/secret.txt', status: 404 },
    { path: '/..%2fsecret.txt', status: 404 },
    { path: '/assets', status: 404 },
    { path: '/missing.js', status: 404 },
    { path: '/constructor', status: 404 },
    { path: '/%00', status: 400 },
    { path: '/%zz', status: 400 },
  ]
  it.each(refusals)('refuses $path with $status', async ({ path, status }) => {
    const answer = await get(path)
    expect(answer.status).toBe(status)
    expect(answer.body.toString()).not.toContain('secret')
  })

  it('only reads', async () => {
    expect((await get('/', { method: 'POST' })).status).toBe(405)
    expect((await get('/', { method: 'HEAD' })).body.length).toBe(0)
  })

  it('answers to no other name', async () => {
    expect((await get('/', { headers: { host: 'rebound.example' } })).status).toBe(403)
  })

  it('takes the next port when the first is taken, unless told not to', async () => {
    const second = await serveApp({ port: server.port, folder: home })
    expect(second.port).toBeGreaterThan(server.port)
    await second.close()
    await expect(serveApp({ port: server.port, folder: home, strictPort: true })).rejects.toThrow('EADDRINUSE')
  })
})
