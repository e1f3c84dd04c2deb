import { writePcapng } from '../../../engine/wire/write-pcapng'
import { selectFabric } from '../../../store/derived'
import { captureOfTaps } from '../../../terminal/capture/capture-of'
import type { CaptureRow } from '../../../terminal/capture/capture-rows'
import type { Tap } from '../../../terminal/capture/tap'
import { say } from '../../../words/i18n'
import { stepText } from '../../../words/steps'
import { download } from '../../download'
import { actions } from '../../lab'

/** Downloads the rows as a pcapng file. */
export function saveCapture(taps: readonly Tap[], rows: readonly CaptureRow[]): void {
  const file = captureOfTaps(selectFabric(actions()), taps, rows, (trace, step) => say(stepText(trace, step)))
  download('podpath.pcapng', 'application/x-pcapng', writePcapng(file) as Uint8Array<ArrayBuffer>)
}
