/** The order in which yaml.v2 writes the keys of a map: letters after all else, digits by the number they make. */
export const inKeyOrder = (keys: readonly string[]): readonly string[] => [...keys].sort(compareKeys)

const isLetter = (character: string): boolean => /\p{L}/u.test(character)

/** Source: gopkg.in/yaml.v2 `sorter.go`, `keyList.Less`. */
function compareKeys(a: string, b: string): number {
  const [as, bs] = [[...a], [...b]]
  const at = as.findIndex((character, index) => character !== bs[index])
  if (at < 0) return as.length - bs.length
  const [left = '', right] = [as[at], bs[at]]
  if (right === undefined) return 1
  const [leftLetter, rightLetter] = [isLetter(left), isLetter(right)]
  if (leftLetter && rightLetter) return left < right ? -1 : 1
  if (leftLetter || rightLetter) return rightLetter ? -1 : 1
  const [leftDigits, rightDigits] = [digitsAt(as, at), digitsAt(bs, at)]
  if (Number(leftDigits) !== Number(rightDigits)) return Number(leftDigits) - Number(rightDigits)
  if (leftDigits.length !== rightDigits.length) return leftDigits.length - rightDigits.length
  return left < right ? -1 : 1
}

const digitsAt = (characters: readonly string[], at: number): string =>
  /^\d*/.exec(characters.slice(at).join(''))?.[0] ?? ''
