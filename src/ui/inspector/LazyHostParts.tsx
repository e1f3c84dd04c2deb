import { type ComponentProps, lazy, Suspense } from 'react'
import { onFirstInput } from '../on-first-input'

const loadAddresses = () => import('./AddressFacts')
const loadDevices = () => import('./DeviceList')
const loadPrinted = () => import('./Printed')
const loadWhy = () => import('./RouteWhy')
for (const load of [loadAddresses, loadDevices, loadPrinted, loadWhy]) onFirstInput(load)

const AddressFacts = lazy(async () => ({ default: (await loadAddresses()).AddressFacts }))
const DeviceList = lazy(async () => ({ default: (await loadDevices()).DeviceList }))
const Printed = lazy(async () => ({ default: (await loadPrinted()).Printed }))
const RouteWhy = lazy(async () => ({ default: (await loadWhy()).RouteWhy }))

// A host's routes are part of the first picture; what its other tabs show, and why a route is there, is not.

export const LazyAddressFacts = (props: ComponentProps<typeof AddressFacts>) => (
  <Suspense>
    <AddressFacts {...props} />
  </Suspense>
)

export const LazyDeviceList = (props: ComponentProps<typeof DeviceList>) => (
  <Suspense>
    <DeviceList {...props} />
  </Suspense>
)

export const LazyPrinted = (props: ComponentProps<typeof Printed>) => (
  <Suspense>
    <Printed {...props} />
  </Suspense>
)

export const LazyRouteWhy = (props: ComponentProps<typeof RouteWhy>) => (
  <Suspense>
    <RouteWhy {...props} />
  </Suspense>
)
