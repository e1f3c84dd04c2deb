declare module '*.yaml' {
  const lab: { readonly source: string; readonly document: import('../engine/lab/document').LabDocument }
  export default lab
}
