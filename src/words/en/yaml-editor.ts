/** What the YAML editor and the forms say of fields. */
export const yamlEditor = {
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
