import { expect, it } from 'vitest'
import reference from '../../labs/reference.yaml'
import { textOf } from '../output'
import { runLine } from '../run-line'

const typed = (line: string): string =>
  textOf(runLine({ document: reference.document }, '-', line).chunks, 'out', 'err')

it('[TERM-15] a cordoned node says so and takes no new pods until it is uncordoned', () => {
  expect(typed('k cordon k8s-w1; k cordon k8s-w1; k get node k8s-w1 --no-headers | cut -c-40')).toBe(
    'node/k8s-w1 cordoned\nnode/k8s-w1 already cordoned\nk8s-w1   Ready,SchedulingDisabled   <non\n',
  )
  const where = (before: string) =>
    typed(`${before}; k run a --image=x; k run b --image=x; k get pods a b -o jsonpath='{.items[*].spec.nodeName}'`)
  const others = 'k cordon k8s-m k8s-w0 k8s-w2 > n'
  expect(where(others)).toMatch(/k8s-w1 k8s-w1$/)
  expect(where(`${others}; k cordon k8s-w1 > n; k uncordon k8s-w0 > n`)).toMatch(/k8s-w0 k8s-w0$/)
})

it('[TERM-15] drain sends no pod away that nothing would make again, unless it is forced', () => {
  const refused = 'cannot delete Pods that declare no controller (use --force to override): default/pod1'
  expect(typed('k drain k8s-w1; echo $?; k drain k8s-w1 --force; k get pods -o name')).toBe(
    `node/k8s-w1 cordoned\nerror: unable to drain node "k8s-w1" due to error: ${refused}, continuing command...\n` +
      `There are pending nodes to be drained:\n k8s-w1\n${refused}\n1\n` +
      'node/k8s-w1 already cordoned\nWarning: deleting Pods that declare no controller: default/pod1\n' +
      'evicting pod default/pod1\npod/pod1 evicted\nnode/k8s-w1 drained\npod/pod2\npod/pod3\n',
  )
})

it('[TERM-15] a pod of the node’s own network is the node: calico-node answers for its BIRD', () => {
  const pod = '{apiVersion: v1, kind: Pod, metadata: {name: calico-node-x, namespace: kube-system}, '
  const spec = 'spec: {nodeName: k8s-w1, hostNetwork: true, containers: [{name: calico-node, image: x}]}}'
  const exec = 'kubectl exec -n kube-system calico-node-x -c calico-node --'
  const text = typed(
    `echo '${pod}${spec}' | kubectl apply -f - ; ${exec} birdcl -s /var/run/calico/bird.ctl show protocols`,
  )
  expect(text).toContain('BIRD v0.3.3+birdv1.6.8 ready.\n')
  expect(text).toMatch(/^Mesh_192_168_20_100 BGP {6}master {3}up .* Established/m)
  expect(typed(`echo '${pod}${spec}' | kubectl apply -f - ; ${exec} birdcl -s /tmp/x show protocols`)).toContain(
    'Unable to connect to server control socket (/tmp/x): No such file or directory\n',
  )
})
