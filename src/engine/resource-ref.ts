/** A Kubernetes or Calico resource, or one of the lab's own, by the words that find it in the lab file. */
export interface ResourceRef {
  readonly kind: string
  readonly name: string
  readonly namespace?: string
}
