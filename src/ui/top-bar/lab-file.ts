import { selectCluster } from '../../store/derived'
import { infoNotice, issueLine } from '../../store/notice'
import { download } from '../download'
import { actions } from '../lab'

/** The YAML library is not part of the first load. */
export const loadIo = async () => {
  const [{ parseLab }, { renderSource }] = await Promise.all([
    import('../../io/parse-lab'),
    import('../../io/render-source'),
  ])
  return { parseLab, renderSource }
}

export async function openFile(file: File): Promise<void> {
  const [text, { parseLab }] = await Promise.all([file.text(), loadIo()])
  const parsed = parseLab(text, file.name)
  if (!parsed.ok) return actions().refuse(parsed.error, { key: 'notice.cannotOpen', params: { file: file.name } })
  const { document, source, report } = parsed.value
  actions().openLab({ document, source }, { key: 'edit.open-file', params: { file: file.name } })
  if (report.length === 0) return
  const opened = infoNotice({ key: 'notice.opened', params: { file: file.name, count: report.length } })
  const lines = report.map(issueLine)
  actions().notify({ ...opened, lines: [...opened.lines, ...lines] })
}

export async function saveFile(): Promise<void> {
  const { renderSource } = await loadIo()
  const { document: lab, baseSource } = actions()
  download(`${selectCluster({ document: lab }).underlay.name}.yaml`, 'application/yaml', renderSource(baseSource, lab))
}
