/** Words of a lab inside another page. */
export const embed = {
  embed: {
    open: 'Open in Podpath',
    save: 'Save the lab file',
    label: 'A Podpath lab',
  },
} as const
