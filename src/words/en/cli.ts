/** What the command line says by itself. */
export const cli = {
  cli: {
    help: `Usage: podpath COMMAND …

  podpath exec LAB HOST -- COMMAND…             what the command prints on that host (a node, router or pod)
  podpath ping LAB FROM TO [-s BYTES] [-t TTL] [-M do|want|dont] [-c COUNT] [--json]
                                                a ping's output; --json: one packet as an object, with the
                                                frames at every interface
  podpath ping … --capture DIR                  also writes DIR/HOST.pcapng for every host: what captures on all its
                                                devices would have
  podpath ping … --tcpdump HOST 'ARGS'          what tcpdump ARGS prints on that host meanwhile, in place of the ping
  podpath ping LAB --pairs FILE --json          FILE: a JSON array of [FROM, TO, ARGS?]; the pings one after the
                                                other, as an array of such objects
  podpath shell LAB [--jsonl] [--files DIR] [--save LAB2]
                                                a session on standard input: lines of HOST COMMAND…, or with
                                                --jsonl of {"host": …, "command": …}
  podpath replay [LAB] FILE [--files DIR] [--json]
                                                types a saved transcript again; each step equal or different, exit
                                                status 1 if one differs. Without LAB: in the lab that FILE brings
  podpath import FILE… [-o LAB]                 a lab from what kubectl, calicoctl and ip route print: files, folders, a
                                                tar.gz of calicoctl diags, - for standard input; with a report
  podpath drift LAB FILE…                       hosts' real routing tables (ip route, route -n) against the lab's; exit
                                                status 1 if one differs
  podpath export LAB --netns                    a script that makes the lab of network namespaces on a Linux machine
  podpath export LAB --kind                     a script that makes it a kind cluster with Calico in it
  podpath export LAB --html [--ping FROM,TO] [--watch]
                                                one HTML file that shows the lab and needs no other; --watch: nothing can
                                                be changed in it
  podpath export LAB --from BASE --commands|--diff
                                                what changed since BASE: as calicoctl and kubectl commands, or as a
                                                diff of the two files
  podpath matrix LAB [--nodes] [--json|--csv]   a ping from every pod (or node) to every other: direct, ipip, vxlan, local,
                                                or lost and why
  podpath diff LAB --set FIELD=VALUE … [--json] what a change does to routes and pairs: ipipMode=Never (of one pool
                                                POOL/ipipMode=Never), Node/k8s-w1/spec.bgp.asNumber=64600; exit status 1
                                                if a pair is lost
  podpath diff LAB LAB2 [--json]                the same between two labs
  podpath diff … --steps [--order NODE,NODE…]   also what becomes of the pairs while the change has reached some machines
                                                and others not yet, and which are lost for a time
  podpath whatif LAB FROM TO [--breaks] [--json]
                                                the single changes that turn a ping over, each tried; --breaks: every
                                                single change or failure that breaks it, the shortest witness first
  podpath doctor LAB [--json]                   what is wrong with the lab, worst first: where, why, and what puts it right
  podpath check LAB [--junit FILE]              whether what the lab asserts holds (a document of kind Assertions, lines
                                                such as pod1 -> pod3: {encap: ipip}); exit status 1 if not
  podpath open [LAB] [--port N] [--no-open]     serves the app on 127.0.0.1 and opens it, with that lab;
                                                --break SEED: and one thing of it broken by chance
  podpath schema                                the JSON Schema of lab files, for editors
  podpath --help, --version

LAB is a lab file: a cluster's YAML and the network under it. FROM, TO and HOST are a node, a router or a pod (name or
namespace/name); TO may be an address.

A COMMAND of one word with blanks in it is a line for the shell: podpath exec lab.yaml k8s-m -- 'route -n | grep UG'.

Exit status: 0 if the command ran, whatever it found; 1 if what it checks does not hold; 2 for bad usage or input.
`,
    ours: 'podpath: {{words}}',
    usage: '{{words}} See podpath --help.',
    'json-or-csv': '--json or --csv: one of them.',
    'matrix-summary': '{{pings}} between {{hosts}}: {{kinds}}',
    pings_one: '{{count}} ping',
    pings_other: '{{count}} pings',
    pods_one: '{{count}} pod',
    pods_other: '{{count}} pods',
    nodes_one: '{{count}} node',
    nodes_other: '{{count}} nodes',
    hosts_one: '{{count}} host',
    hosts_other: '{{count}} hosts',
    'whatif-none': 'No single change that was tried makes a difference.',
    'whatif-broken': '{{from}} does not reach {{to}} as it is. Ask without --breaks what would deliver it.',
    'whatif-breaks': '{{found}} of {{tried}} single changes and failures break it, the shortest witness first:',
    'whatif-delivers': 'delivers',
    'whatif-loses': 'loses',
    'whatif-rewraps': 're-wraps',
    'whatif-reroutes': 're-routes',
    'matrix-loss': '{{count}} lost, such as {{from}} → {{to}}: {{because}}',
    'diff-routes': 'Routes: {{lines}} changed on {{hosts}}',
    'diff-was': 'was {{route}}',
    'diff-more': '… and {{left}} more: --json has them all',
    'diff-pairs': 'Pairs of pods: {{pairs}} compared, {{changes}}',
    'diff-unchanged': 'none changed',
    'diff-pair': '  {{count}} {{change}}: {{becomes}}, such as {{from}} → {{to}}',
    'diff-steps': 'While it arrives, machine by machine (an order is a model, durations are not measured):',
    'diff-step': '  {{machines}}: {{counts}}',
    'diff-step-first': 'before',
    'diff-no-window': 'No pair is lost for a time in this order.',
    'diff-window': '{{count}} lost from {{from}} until {{until}}, such as {{pair}}, {{because}}',
    'diff-no-steps-cabling':
      '--steps: this change moves machines or cables, or adds or removes some. Compare labs that differ in settings only.',
    'diff-no-steps-too-many-pods': '--steps follows every pair of pods, of up to 300 pods. Take a smaller lab.',
    'no-such-machine': '--order: there is no machine {{machine}}. Give names of nodes and routers: NODE,NODE…',
    'diff-come': 'Pods that came: {{pods}}',
    'diff-gone': 'Pods that went: {{pods}}',
    'bad-setting':
      '--set {{setting}}: this is no setting. Write FIELD=VALUE for the pools, POOL/FIELD=VALUE, or KIND/NAME/spec.field=VALUE.',
    'bad-mesh-setting': '--set {{setting}}: nodeToNodeMeshEnabled is true or false. Write one of them.',
    'no-pool': '--set {{setting}}: there is no such pool. Write the name of one of: {{pools}}.',
    'no-pool-field': '--set {{setting}}: a pool has no field {{field}}. Write one of: {{fields}}.',
    'bad-seed': '--break {{seed}}: this is no seed. Give a whole number.',
    'bad-port': '{{port}} is no port. Give a number up to 65535.',
    'page-options': '--ping and --watch belong to --html.',
    'bad-page-ping': '--ping takes FROM,TO, not {{ping}}.',
    'no-app': 'podpath: there is no app beside this command line.',
    'cannot-serve': 'podpath: the app cannot be served: {{why}}',
    'unknown-command': 'There is no command {{command}}.',
    'missing-command': 'A command is missing.',
    'missing-words': '{{command}} needs {{words}}.',
    'too-many-words': '{{command}} does not take {{words}}.',
    'unreadable-file': '{{file}}: cannot be read ({{why}}). Give the path of a file that exists.',
    'unwritable-file': '{{file}}: cannot be written ({{why}}). Give a path that can.',
    'no-folder': '{{folder}}: is no folder. Give the path of a folder that exists.',
    'empty-folder': '{{folder}}: has no YAML, JSON or routing table in it.',
    'tables-without-lab':
      'These are routing tables alone. Compare them with a lab: podpath drift LAB FILE…; or add the cluster’s nodes and pools.',
    'no-tables':
      'There is no routing table of a node of the lab in these files. Give what ip route prints, under “# host: NAME”.',
    'no-host': 'There is no host {{host}} in {{lab}}. It has {{hosts}}.',
    'bad-ping-arguments': 'ping does not take "{{args}}". Give options such as "-s 1452 -M do".',
    'tcpdump-or-json': '--tcpdump prints what tcpdump prints. Leave --json and --pairs out.',
    'bad-tcpdump-arguments': '--tcpdump takes the arguments of one tcpdump, not "{{args}}".',
    'pairs-need-json': '--pairs prints JSON. Add --json.',
    'pairs-and-hosts': "--pairs names the hosts in its file. Leave FROM, TO and ping's options out.",
    'not-json': '{{place}}: this is not JSON ({{why}}). Correct it there.',
    'bad-pairs': '{{place}}: this is no array. Write an array of [FROM, TO, ARGS?].',
    'bad-pair': '{{place}}: this is no ping. Write [FROM, TO] or [FROM, TO, ARGS], all strings.',
    'at-place': '{{place}}: {{words}}',
    'lab-on-stdin': 'The session is on standard input, so LAB cannot be. Give a file.',
    'bad-shell-line': '{{place}}: a line is HOST COMMAND…. This one has no command.',
    'step-equal': 'equal',
    'step-different': 'different',
    'step-exit-codes': 'exit status {{printed}} instead of {{expected}}',
    replayed: '{{steps}} steps: {{equal}} equal, {{different}} different.',
    'transcript-without-lab': '{{file}}: it brings no lab. Give one: podpath replay LAB {{file}}.',
    'transcript-too-large': 'too large for a transcript: more than 10 MB.',
    'transcript-not-yaml': 'this is no YAML: {{why}}',
    'transcript-no-steps': 'no transcript: it has no list "steps".',
    'transcript-bad-step': 'a step needs host, command and output as text; exitCode and during are numbers.',
    'transcript-bad-files': 'files are written as host, path, text.',
    'transcript-bad-lab': 'lab is the text of a lab file.',
    'bad-jsonl-line': '{{place}}: a line is {"host": …, "command": …}, both strings. This one is not.',
  },
} as const
