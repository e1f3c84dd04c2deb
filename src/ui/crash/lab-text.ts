import { actions } from '../lab'

/** The lab as YAML; should writing it fail too, as the JSON it is, which is YAML as well. */
export async function labText(): Promise<string> {
  const { baseSource, document } = actions()
  try {
    const { renderSource } = await import('../../io/render-source')
    return renderSource(baseSource, document)
  } catch {
    return JSON.stringify({ apiVersion: 'v1', kind: 'List', items: document.manifests }, undefined, 2)
  }
}
