/** `play`: it can be clicked, dragged and switched; `watch`: only the ping can be played. */
export type EmbedMode = 'play' | 'watch'

/** What `?embed` and `?embed=watch` in the page's address ask for; undefined: this is no guest. */
export function embedMode(search: string): EmbedMode | undefined {
  const asked = new URLSearchParams(search).get('embed')
  if (asked === null) return undefined
  return asked === 'watch' ? 'watch' : 'play'
}
