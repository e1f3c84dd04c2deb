// An import of a large cluster, from the tools' output to a lab, and on to every host's routes; beside the library alone.
import { writeFileSync } from 'node:fs'
import { realize } from '../../src/engine/lab/realize'
import { printed, resourcesOf } from '../../src/importing/cluster-export.arb'
import { importFiles } from '../../src/importing/import-lab'

/** Of the processor, as other work goes on beside. */
const seconds = (from: NodeJS.CpuUsage): string => `${(process.cpuUsage(from).user / 1_000_000).toFixed(2)} s`

console.log('| import | size | to a lab | and its routes |\n|---|---|---|---|')
for (const [nodes, podsPerNode] of [
  [3, 4],
  [50, 10],
  [500, 10],
] as const) {
  for (const as of ['yaml', 'json'] as const) {
    const style = { group: 'crd', wrapper: 'list' } as const
    const all = Object.values(resourcesOf({ nodes, podsPerNode }, style)).flat()
    const content = printed(all, style, as)
    // For run.mjs, which drops it on the page.
    if (nodes === 500 && as === 'yaml' && process.env.BENCH_CLUSTER) writeFileSync(process.env.BENCH_CLUSTER, content)
    const start = process.cpuUsage()
    const imported = importFiles([{ name: `cluster.${as}`, content }])
    const read = seconds(start)
    if (!imported.ok || imported.value.kind !== 'lab') throw new Error(JSON.stringify(imported).slice(0, 1000))
    const { size } = realize(imported.value.document).namespaces
    const megabytes = `${(content.length / 1_000_000).toFixed(1)} MB`
    console.log(
      `| ${nodes} nodes, ${nodes * podsPerNode} pods, ${as}, ${size} hosts | ${megabytes} | ${read} | ${seconds(start)} |`,
    )
  }
}
