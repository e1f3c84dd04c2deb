import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { axisFor, groupsOn } from '../../analysis/matrix/axes'
import { gridOf } from '../../analysis/matrix/grid'
import { matrixOf } from '../../analysis/matrix/matrix'
import { countsOf, pingGroups } from '../../analysis/matrix/summary'
import { packetView } from '../../playback/packet-view'
import { selectCluster, selectFabric } from '../../store/derived'
import { addWords } from '../../words/add-words'
import { matrix } from '../../words/en/matrix'
import { hostName } from '../../words/host-name'
import { useHeaderTitle } from '../inspector/frame/use-header-title'
import '../inspector/frame/frame-words'
import { useLab } from '../lab'
import { useMoment } from '../use-moment'
import type { Drawing } from './drawing'
import { matrixDrawing } from './matrix-drawing'
import { packetDrawing } from './packet-drawing'
import { labDrawing } from './still-of-lab'

addWords(matrix)

export const SUBJECTS = ['lab', 'matrix', 'packet'] as const
export type Subject = (typeof SUBJECTS)[number]

/** What a picture can be of; undefined: there is none of it now. */
export function useDrawing(subject: Subject): Drawing | undefined {
  const { t } = useTranslation()
  const cluster = useLab(selectCluster)
  const fabric = useLab(selectFabric)
  const probe = useLab((state) => state.probe)
  const { timeline, moment } = useMoment() ?? {}
  const titleOf = useHeaderTitle()
  return useMemo(() => {
    if (subject === 'lab') return labDrawing()
    if (subject === 'matrix') {
      const axis = axisFor(cluster)
      const groups = groupsOn(axis, cluster).filter(({ hosts }) => hosts.every((host) => fabric.namespaces.has(host)))
      const whole = matrixOf(
        fabric,
        groups.flatMap(({ hosts }) => hosts),
      )
      return matrixDrawing(gridOf(whole, groups), {
        title: `${cluster.underlay.name} · ${t(`matrix.axes.${axis}`)}`,
        legend: [...countsOf(pingGroups(whole))].map(([kind, count]) => [
          kind,
          t('matrix.some', { count, kind: t(`matrix.kinds.${kind}`) }),
        ]),
        sign: (kind) => t(`matrix.signs.${kind}`),
      })
    }
    if (!timeline || !moment) return undefined
    const { trace } = timeline
    const kind = trace.packets[moment.packet]?.kind ?? 'request'
    const { namespace, link } = moment.at
    const ping = probe ? `${hostName(probe.from)} → ${hostName(probe.to)}` : t('packet.title')
    return packetDrawing(packetView(trace, moment.steps.at(-1) ?? moment.step, 'host'), {
      title: `${ping} · ${t(`packet.${kind}`)} · ${hostName(namespace)} ${link ?? ''}`.trim(),
      header: titleOf,
      field: (name) => t(`field.${name as 'ttl'}`),
      was: (value) => t('export.was', { value }),
      bytes: (count) => t('packet.bytes', { count }),
    })
  }, [subject, cluster, fabric, probe, timeline, moment, titleOf, t])
}
