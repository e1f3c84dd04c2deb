const NUMBERS = Array.from({ length: 256 }, (_, i) => `    - ${i}\\n`).join('')

/** What lab files usually say, as it stands in JSON; the most usual last, where deflate reaches it with the least. */
export const usualText =
  `${NUMBERS}"ping":{"from":"default/","to":"default/"},"moment":{"lab":"apiVersion: podpath.dev/v1
kind: Underlay
metadata:
  name: 
spec:
  mtu: 1500
  subnets:
    - {name: rack-a, cidr: 192.168.10.0/24, gateway: 192.168.10.1}
  routers:
    - name: router
      interfaces:
        - {subnet: rack-a, address: 192.168.10.1}
      routes: []
      bgp: {asNumber: 65001, advertise: none}
      drops:
        - {protocol: 4}
        - {protocol: udp, port: 4789}
  hosts:
    - node: k8s-m
      interface: ens5
      gatewayMetric: 100
      missingDevices: [tunl0]
      bird: stopped
---
apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata:
  name: default
spec:
  programClusterRoutes: Enabled
---
apiVersion: projectcalico.org/v3
kind: ClusterInformation
metadata:
  name: default
spec:
  calicoVersion: v3.28.0
---
apiVersion: projectcalico.org/v3
kind: BGPPeer
metadata:
  name: 
spec:
  peerIP: 10.
  asNumber: 6
  nodeSelector: all()
  peerSelector: 
---
apiVersion: projectcalico.org/v3
kind: BGPConfiguration
metadata:
  name: default
spec:
  asNumber: 64512
  nodeToNodeMeshEnabled: true
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: default-ipv4-ippool
spec:
  allowedUses:
    - Workload
    - Tunnel
  blockSize: 26
  cidr: 172.16.0.0/16
  ipipMode: CrossSubnet
  ipipMode: Always
  ipipMode: Never
  natOutgoing: true
  nodeSelector: all()
  vxlanMode: Never
---
apiVersion: crd.projectcalico.org/v1
kind: IPAMBlock
metadata:
  name: 172-16-0-24
spec:
  affinity: host:
  allocations:
    - 0
    - null
    - null
  attributes:
    - handle_id: k8s-pod-network
      secondary:
        namespace: default
        node: 
        pod: 
        type: ipipTunnelAddress
  cidr: 172.16.0.0/24
  deleted: false
  sequenceNumber: 0
  strictAffinity: false
  unallocated:
---
apiVersion: crd.projectcalico.org/v1
kind: BlockAffinity
metadata:
  name: 
spec:
  cidr: 172.16.
  deleted: "false"
  node: 
  state: confirmed
---
apiVersion: v1
kind: Node
metadata:
  annotations:
    projectcalico.org/ASNumber: "64512"
    projectcalico.org/RouteReflectorClusterID: 1.0.0.1
    projectcalico.org/IPv4VXLANTunnelAddr: 172.16.
    projectcalico.org/IPv4Address: 192.168.10.10/24
    projectcalico.org/IPv4IPIPTunnelAddr: 172.16.
  labels:
    kubernetes.io/hostname: 
  name: 
status:
  addresses:
    - type: InternalIP
      address: 192.168.
---
apiVersion: v1
kind: Pod
metadata:
  name: pod
  namespace: default
spec:
  nodeName: 
status:
  phase: Running
  podIP: 172.16.
---
`
    .replaceAll('\n', '\\n')
    .replaceAll('"false"', '\\"false\\"')
