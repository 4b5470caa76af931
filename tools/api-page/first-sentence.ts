/**
 * The first sentence of a docstring on one line, without the stars.
 *
 * @param docstring - What stands between the two slashes; may be empty.
 */
export function firstSentence(docstring: string): string {
  const [body = ''] = docstring
    .replace(/^\s*\*+ ?/gm, '')
    .trim()
    .split(/\n\s*(?:@|\n)/)
  const [line = ''] = body
    .replaceAll(/\s+/g, ' ')
    .trim()
    .split(/ ?(?<!\S)@(?:param|returns|throws|see)\b/)
  // A point ends a sentence where a space and a capital follow, but for what is cut short.
  const end = [...line.matchAll(/[.!?]\)?(?= ["'`(\p{Lu}\p{N}])/gu)].find(
    ({ index }) => !/\b(?:e\.g|i\.e|cf|vol|pp?|et al|vs|no|eq|\p{Lu})$/u.test(line.slice(0, index)),
  )
  return end === undefined ? line : line.slice(0, end.index + end[0].length)
}
