import type { Transcript } from '../../io/transcript'

/** A session as a page: the commands at their prompts, with what they printed. */
export function markdownOf(title: string, { steps }: Transcript): string {
  const blocks = steps.map(({ host, command, beside, output = '' }) => {
    const machine = host === '-' ? 'workstation' : host
    const typed = command.split('\n').join('\n> ')
    const meanwhile = beside ? `# meanwhile, on ${beside.host}: ${beside.command}\n` : ''
    return fenced(`root@${machine}:~# ${typed}\n${meanwhile}${output}`)
  })
  return [`# ${title}`, ...blocks].join('\n\n').concat('\n')
}

/** In a fence that is longer than any in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}console\n${text.replace(/\n+$/, '')}\n${fence}`
}
