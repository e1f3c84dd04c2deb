/** POSIX basic and extended regular expressions, with GNU's additions (`\w \s \b \< \>` and `\+ \? \|` in basic ones). */

export type Dialect = 'basic' | 'extended'

export type Anchor = 'line-start' | 'line-end' | 'word-start' | 'word-end' | 'word-edge' | 'no-word-edge'

export type RegexNode =
  | { readonly kind: 'empty' }
  | { readonly kind: 'set'; readonly has: (code: number) => boolean; readonly literal?: string }
  | { readonly kind: 'anchor'; readonly anchor: Anchor }
  | { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'group'; readonly item: RegexNode; readonly number: number }
  | { readonly kind: 'repeat'; readonly item: RegexNode; readonly least: number; readonly most: number | undefined }
  | { readonly kind: 'back'; readonly number: number }

/** As glibc's regerror(3) words it. */
export type RegexProblem =
  | 'Invalid preceding regular expression'
  | 'Unmatched ( or \\('
  | 'Unmatched ) or \\)'
  | 'Unmatched [, [^, [:, [., or [='
  | 'Unmatched \\{'
  | 'Invalid content of \\{\\}'
  | 'Invalid range end'
  | 'Invalid back reference'
  | 'Invalid character class name'
  | 'Trailing backslash'
  | 'Regular expression too big'
