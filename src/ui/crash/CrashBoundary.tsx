import { Component, type ReactNode } from 'react'
import { CrashScreen } from './CrashScreen'

interface State {
  readonly fault: unknown
}

/** Meets a fault of ours, and offers the lab for a report. */
export class CrashBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { fault: undefined }

  static getDerivedStateFromError(fault: unknown): State {
    return { fault: fault ?? new Error('unknown') }
  }

  override render(): ReactNode {
    return this.state.fault === undefined ? this.props.children : <CrashScreen fault={this.state.fault} />
  }
}
