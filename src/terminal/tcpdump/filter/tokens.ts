import { KEYWORDS } from './keywords'

/** A word of a filter expression, as libpcap's scanner splits it. */
export type Token =
  | { readonly kind: 'keyword' | 'symbol' | 'name' | 'dotted' | 'mac' | 'ipv6' | 'arcnet'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string; readonly value: number }
  /** `says` is the scanner's own complaint, if it has one. */
  | { readonly kind: 'illegal'; readonly text: string; readonly says?: string }
  | { readonly kind: 'end'; readonly text: '' }

/** A word, and the character of the expression that it starts at. */
export type PlacedToken = Token & { readonly at: number }

/** Spellings of one keyword. */
const ALIASES: Readonly<Record<string, string>> = {
  '&&': 'and',
  '||': 'or',
  not: '!',
  '==': '=',
  ether: 'link',
  ppp: 'link',
  slip: 'link',
  fddi: 'link',
  tr: 'link',
  wlan: 'link',
  length: 'len',
  'es-is': 'esis',
  'is-is': 'isis',
  direction: 'dir',
  ifname: 'on',
}

/** Numbers that have a name: offsets and values of ICMP and TCP headers. */
const NUMBERS: Readonly<Record<string, number>> = {
  icmptype: 0,
  icmpcode: 1,
  'icmp-echoreply': 0,
  'icmp-unreach': 3,
  'icmp-sourcequench': 4,
  'icmp-redirect': 5,
  'icmp-echo': 8,
  'icmp-routeradvert': 9,
  'icmp-routersolicit': 10,
  'icmp-timxceed': 11,
  'icmp-paramprob': 12,
  'icmp-tstamp': 13,
  'icmp-tstampreply': 14,
  'icmp-ireq': 15,
  'icmp-ireqreply': 16,
  'icmp-maskreq': 17,
  'icmp-maskreply': 18,
  tcpflags: 13,
  'tcp-fin': 0x01,
  'tcp-syn': 0x02,
  'tcp-rst': 0x04,
  'tcp-push': 0x08,
  'tcp-ack': 0x10,
  'tcp-urg': 0x20,
  'tcp-ece': 0x40,
  'tcp-cwr': 0x80,
}

const NUMBER = '(?:0[xX][0-9A-Fa-f]+|[0-9]+)'
const BYTE = '[0-9A-Fa-f]{1,2}'
const WORD = '[0-9A-Fa-f]{4}'
const MACS = [
  ...[':', '-', '\\.'].map((separator) => Array.from({ length: 6 }, () => BYTE).join(separator)),
  `${WORD}\\.${WORD}\\.${WORD}`,
  `${WORD}${WORD}${WORD}`,
]

const sticky = (pattern: string): RegExp => new RegExp(pattern, 'y')

/** In the scanner's order: of those that match, the longest wins, of equally long ones the first. */
const RULES: readonly { readonly kind: 'word' | 'backslash' | Token['kind']; readonly pattern: RegExp }[] = [
  { kind: 'symbol', pattern: sticky('>=|<=|!=|==|<<|>>|&&|\\|\\||[-+*/%:\\[\\]!<>()&|^=]') },
  { kind: 'arcnet', pattern: sticky(`\\$${BYTE}`) },
  { kind: 'mac', pattern: sticky(`(?:${MACS.join('|')})`) },
  { kind: 'number', pattern: sticky(NUMBER) },
  { kind: 'dotted', pattern: sticky(`${NUMBER}(?:\\.${NUMBER}){1,3}`) },
  { kind: 'ipv6', pattern: sticky('(?=[0-9A-Fa-f:]*:[0-9A-Fa-f]*:)[0-9A-Fa-f:]+(?:\\.[0-9]+){0,3}') },
  { kind: 'word', pattern: sticky('[A-Za-z0-9](?:[-_.A-Za-z0-9]*[.A-Za-z0-9])?') },
  { kind: 'backslash', pattern: sticky('\\\\[^ !()\\n\\t]+') },
]

/** The words of an expression; the scanner stops at the first it cannot read. */
export function tokensOf(expression: string): readonly PlacedToken[] {
  const tokens: PlacedToken[] = []
  let at = 0
  for (;;) {
    while (/[ \r\n\t]/.test(expression.charAt(at))) at++
    if (at >= expression.length) return tokens
    const token = tokenAt(expression, at)
    tokens.push({ ...token, at })
    if (token.kind === 'illegal') return tokens
    at += token.kind === 'name' && expression.charAt(at) === '\\' ? token.text.length + 1 : lengthAt(expression, at)
  }
}

function longestAt(expression: string, at: number): { readonly kind: string; readonly text: string } | undefined {
  let best: { readonly kind: string; readonly text: string } | undefined
  for (const { kind, pattern } of RULES) {
    pattern.lastIndex = at
    const text = pattern.exec(expression)?.[0]
    if (text !== undefined && text.length > (best?.text.length ?? 0)) best = { kind, text }
  }
  return best
}

const lengthAt = (expression: string, at: number): number => longestAt(expression, at)?.text.length ?? 1

function tokenAt(expression: string, at: number): Token {
  const found = longestAt(expression, at)
  if (!found) return { kind: 'illegal', text: expression.charAt(at) }
  const { kind, text } = found
  switch (kind) {
    case 'symbol': {
      const spelled = ALIASES[text] ?? text
      return { kind: KEYWORDS.has(spelled) ? 'keyword' : 'symbol', text: spelled }
    }
    case 'number':
      return numberToken(text)
    case 'backslash':
      return { kind: 'name', text: text.slice(1) }
    case 'word':
      return wordToken(text)
    case 'mac':
    case 'dotted':
    case 'arcnet':
    case 'ipv6':
      return { kind, text }
    default:
      return { kind: 'illegal', text }
  }
}

function wordToken(text: string): Token {
  const value = Object.hasOwn(NUMBERS, text) ? NUMBERS[text] : undefined
  if (value !== undefined) return { kind: 'number', text, value }
  const spelled = Object.hasOwn(ALIASES, text) ? (ALIASES[text] ?? text) : text
  if (spelled === '!') return { kind: 'symbol', text: '!' }
  return { kind: KEYWORDS.has(spelled) ? 'keyword' : 'name', text: spelled }
}

/** Like `atoi`, with hexadecimal and octal numbers (`stou` in libpcap's scanner.l). */
function numberToken(text: string): Token {
  const isHex = /^0x/i.test(text)
  const isOctal = !isHex && text.length > 1 && text.startsWith('0')
  if (isOctal && /[89]/.test(text)) {
    return { kind: 'illegal', text, says: `number ${text} contains non-octal digit` }
  }
  const value = isOctal ? Number.parseInt(text, 8) : Number(text)
  if (value <= 0xffffffff) return { kind: 'number', text, value }
  return { kind: 'illegal', text, says: `number ${text} overflows 32 bits` }
}
