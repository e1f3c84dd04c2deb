/** Written in front of the service worker by build/offline/plugin.ts. */
declare const FILES: string[]
declare const VERSION: string
