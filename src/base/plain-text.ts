/** What could steer a terminal, turn text round or end a line where none ends. */
const steering = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/u.source

const runs = new RegExp(`${steering}+`, 'gu')
const runsInLines = new RegExp(`(?:(?!\\n)${steering})+`, 'gu')
const each = new RegExp(steering, 'gu')

/** One line without what could steer a terminal; of `max` units of UTF-16 at most. */
export function plainLine(text: string, max: number = Number.POSITIVE_INFINITY): string {
  return text.toWellFormed().replace(runs, ' ').slice(0, max).toWellFormed()
}

/** The same of text of several lines. Whoever puts strangers' words in uses `plainLine` on them. */
export function plainText(text: string): string {
  return text.toWellFormed().replace(runsInLines, ' ')
}

/** JSON that means the same and steers no terminal. @param text - On one line. */
export function plainJson(text: string): string {
  return text.replace(each, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
