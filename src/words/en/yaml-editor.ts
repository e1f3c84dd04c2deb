/** The YAML panel, and what its editor and the forms say of fields. */
export const yamlEditor = {
  yaml: {
    editor: 'The lab as YAML',
    apply: 'Apply',
    discard: 'Discard my edits',
    inStep: 'In step with the canvas',
    unapplied: 'Edited, not applied',
    behind: 'The lab changed since you began to type. Applying puts your text in place of it.',
    refused_one: 'Not applied: {{count}} error. The lab is as it was.',
    refused_other: 'Not applied: {{count}} errors. The lab is as it was.',
    remedy: {
      pools_one: 'Apply it with {{pools}} made anew: {{count}} pod gets a new address',
      pools_other: 'Apply it with {{pools}} made anew: {{count}} pods get new addresses',
      renumber: 'Apply it with {{machines}} renumbered, in step with subnet {{subnets}}',
      rename: 'Apply it with {{name}} called {{to}} wherever it is named',
    },
    noPlace: 'the file',
    applied: 'The YAML is applied.',
  },
  yamlEditor: {
    type: {
      boolean: 'true or false',
      integer: 'whole number',
      from: 'whole number from {{minimum}}',
      range: 'whole number, {{minimum}} to {{maximum}}',
      text: 'text',
      textLike: 'text, such as {{example}}',
      number: 'number',
      list: 'list',
      map: 'map',
    },
    default: 'Without it: {{value}}',
    caret: '{{kind}} · {{path}}',
    newResource: 'new',
    inLab: 'in the lab',
  },
} as const
