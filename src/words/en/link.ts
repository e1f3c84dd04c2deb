/** What is wrong with a link to a lab. */
export const linkWords = {
  issue: {
    'link-no-lab': {
      message: 'There is no lab in this link.',
      hint: 'Copy the whole link from Export, in the menu Lab.',
    },
    'link-later': {
      message: 'The link was made by a later Podpath (format {{version}}).',
      hint: 'Open it there, or load this page anew if it is an old copy.',
    },
    'link-broken': {
      message: 'The link is damaged: a part of it is missing, or was changed on the way.',
      hint: 'Ask for it again, in a file if the channel shortens long links.',
    },
    'link-too-large': {
      message: 'What the link holds is larger than any lab.',
      hint: 'Ask for the lab as a file.',
    },
  },
  notice: { cannotOpenLink: 'The link cannot be opened. The lab is as it was.' },
} as const
