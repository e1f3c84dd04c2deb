/** Tells labs apart that one browser keeps, in whatever tab they were made. */
export const newLabId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
