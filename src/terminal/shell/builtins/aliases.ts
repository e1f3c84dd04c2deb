import { plain } from './plain'

const aliasText = (name: string, value: string): string => `alias ${name}='${value.replaceAll("'", "'\\''")}'\n`

export const alias = plain((machine, words, streams) => {
  if (words.length === 0) {
    for (const [name, value] of [...machine.aliases].toSorted()) streams.out(aliasText(name, value))
  }
  let exitCode = 0
  for (const word of words) {
    const [name = '', ...value] = word.split('=')
    const known = machine.aliases.get(name)
    if (word.includes('=')) machine.aliases.set(name, value.join('='))
    else if (known !== undefined) streams.out(aliasText(name, known))
    else {
      streams.err(`bash: alias: ${name}: not found\n`)
      exitCode = 1
    }
  }
  return exitCode
})

export const unalias = plain((machine, words, streams) => {
  let exitCode = 0
  for (const name of words) {
    if (name === '-a') machine.aliases.clear()
    else if (!machine.aliases.delete(name)) {
      streams.err(`bash: unalias: ${name}: not found\n`)
      exitCode = 1
    }
  }
  return exitCode
})
