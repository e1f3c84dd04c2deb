import { lazy, Suspense } from 'react'
import type { ResourceRef } from '../../../engine/resource-ref'
import { useAfterFirstInput } from '../../on-first-input'

const ResourceForm = lazy(async () => ({ default: (await import('./ResourceForm')).ResourceForm }))
const ResourceSection = lazy(async () => ({ default: (await import('./ResourceSection')).ResourceSection }))
const ResourceList = lazy(async () => ({ default: (await import('./ResourceList')).ResourceList }))

/** Forms are fetched when they are first looked at. */
export const LazyForm = ({ id }: { readonly id: string }) => (
  <Suspense>
    <ResourceForm key={id} id={id} />
  </Suspense>
)

export const LazyResource = ({ resource }: { readonly resource: ResourceRef }) => (
  <Suspense>
    <ResourceSection key={`${resource.kind} ${resource.name}`} resource={resource} />
  </Suspense>
)

/** It stands there from the start: it comes with the first thing that somebody does. */
export const LazyResourceList = () =>
  useAfterFirstInput() ? (
    <Suspense>
      <ResourceList />
    </Suspense>
  ) : null
