/** A word as a shell reads it back. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`

/** A command that reads `text`, which ends in a line break, as it stands. */
export const fedText = (command: string, text: string): string => `${command} <<'END'\n${text}END`
