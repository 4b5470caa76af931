const stars = '***'

/**
 * What opens something, wherever it stands in a sentence. What is known to be secret is a `Secret`
 * and never comes here; this is the second line.
 */
const secrets: readonly (readonly [pattern: RegExp, instead: string])[] = [
  // Tokens of this program: the id says which one it was.
  [/\b(csw_[0-9a-f]{8})_[\w-]+/g, `$1_${stars}`],
  // The code of a link to the page.
  [/#code=[\w-]+/g, `#code=${stars}`],
  [/\b(bearer|basic)\s+[\w.~+/=-]+/gi, `$1 ${stars}`],
  // `https://user:password@host`.
  [/(\b[a-z][a-z+.-]*:\/\/)[^\s/@]+@/gi, `$1${stars}@`],
  // The token of a bot stands in its path.
  [/\bbot\d{5,}:[\w-]+/g, `bot${stars}`],
  [
    /\b((?:api[_-]?)?(?:key|secret|token|signature|password|passphrase))(["']?\s*[=:]\s*["']?)[^\s"'&,;]+/gi,
    `$1$2${stars}`,
  ],
]

/** A line without what would open something. */
export function redacted(text: string): string {
  let plain = text
  for (const [pattern, instead] of secrets) plain = plain.replace(pattern, instead)
  return plain
}
