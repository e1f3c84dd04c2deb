/**
 * What a new resource begins with. `${1:…}` is what is to be replaced: an editor leads from one to the next. Each is valid
 * as it stands in the reference lab, but for names that are to exist.
 */
export const SKELETONS: Readonly<Record<string, string>> = {
  IPPool: `apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: \${1:new-pool}
spec:
  cidr: \${2:10.10.0.0/16}
  blockSize: \${3:26}
  ipipMode: \${4:Never}
  natOutgoing: \${5:true}
`,
  BGPPeer: `apiVersion: projectcalico.org/v3
kind: BGPPeer
metadata:
  name: \${1:new-peer}
spec:
  nodeSelector: \${2:all()}
  peerIP: \${3:192.168.10.1}
  asNumber: \${4:65001}
`,
  BGPConfiguration: `apiVersion: projectcalico.org/v3
kind: BGPConfiguration
metadata:
  name: default
spec:
  asNumber: \${1:64512}
  nodeToNodeMeshEnabled: \${2:true}
`,
  BGPFilter: `apiVersion: projectcalico.org/v3
kind: BGPFilter
metadata:
  name: \${1:new-filter}
spec:
  exportV4:
    - action: \${2:Reject}
      cidr: \${3:10.0.0.0/8}
      matchOperator: \${4:In}
`,
  FelixConfiguration: `apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata:
  name: default
spec:
  ipipMTU: \${1:1480}
`,
  IPAMConfig: `apiVersion: projectcalico.org/v3
kind: IPAMConfig
metadata:
  name: default
spec:
  strictAffinity: \${1:false}
  autoAllocateBlocks: true
`,
  Node: `apiVersion: v1
kind: Node
metadata:
  name: \${1:new-node}
  annotations:
    projectcalico.org/IPv4Address: \${2:192.168.10.50/24}
status:
  addresses:
    - {type: InternalIP, address: \${3:192.168.10.50}}
`,
  Pod: `apiVersion: v1
kind: Pod
metadata:
  name: \${1:new-pod}
  namespace: default
spec:
  nodeName: \${2:node}
`,
  Assertions: `apiVersion: podpath.dev/v1
kind: Assertions
metadata:
  name: \${1:expected}
spec:
  \${2:pod1} -> \${3:pod2}: {reach: true}
`,
  Underlay: `apiVersion: podpath.dev/v1
kind: Underlay
metadata:
  name: \${1:network}
spec:
  subnets:
    - {name: \${2:a}, cidr: \${3:192.168.10.0/24}, gateway: \${4:192.168.10.1}}
`,
}
