/** Words of a lab inside another page. */
export const embed = {
  embed: {
    open: 'Open in Podpath',
    label: 'A Podpath lab',
  },
} as const
