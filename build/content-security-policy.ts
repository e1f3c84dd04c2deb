import type { Plugin } from 'vite'
import { contentSecurityPolicy } from '../scripts/serve.mjs'

/** Writes into the built page that it may ask nobody but its own server for anything, whoever serves it. */
export function contentSecurity(): Plugin {
  return {
    name: 'podpath-content-security',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => [
        {
          tag: 'meta',
          attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy(html) },
          injectTo: 'head-prepend',
        },
      ],
    },
  }
}
