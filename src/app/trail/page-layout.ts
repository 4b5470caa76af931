/** How wide a text is, in points. */
export type Measure = (text: string) => number

/** A4, lying. Points. */
export const page = { width: 841.89, height: 595.28, margin: 36, foot: 30 } as const

/** Left and right of the text of a cell. Points. */
export const cellPadding = 4

/** The width between the margins. Points. */
export const lineWidth: number = page.width - 2 * page.margin

/** A column that is narrower than this is no column. Points. */
const columnMin = 24

/**
 * Widths of columns that fit the line: as wide as their widest cell where there is room for all,
 * else the widest ones narrower until it fits.
 *
 * @param natural - Of the widest cell of each column, in points.
 */
export function columnWidths(natural: readonly number[]): readonly number[] {
  const wanted = natural.map((width) => Math.max(columnMin, width + 2 * cellPadding))
  const total = wanted.reduce((sum, width) => sum + width, 0)
  if (total <= lineWidth) {
    const more = (lineWidth - total) / wanted.length
    return wanted.map((width) => width + more)
  }
  const most = widthThatFits(wanted)
  return wanted.map((width) => Math.min(width, most))
}

/** The width to which wider columns are cut so that all fit. */
function widthThatFits(wanted: readonly number[]): number {
  const sorted = [...wanted].sort((a, b) => a - b)
  let left = lineWidth
  for (const [i, width] of sorted.entries()) {
    const share = left / (sorted.length - i)
    if (width > share) return share
    left -= width
  }
  return lineWidth
}

/** `text` in lines no wider than `width`, between words where that is possible. */
export function wrapText(text: string, width: number, measure: Measure): readonly string[] {
  if (measure(text) <= width) return [text]
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (measure(longer) <= width) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    const pieces = brokenWord(word, width, measure)
    lines.push(...pieces.slice(0, -1))
    line = pieces.at(-1) ?? ''
  }
  if (line !== '') lines.push(line)
  return lines
}

/** A word in pieces that fit; a word that fits is one piece. */
function brokenWord(word: string, width: number, measure: Measure): readonly string[] {
  const pieces: string[] = []
  let piece = ''
  for (const letter of word) {
    if (piece !== '' && measure(piece + letter) > width) {
      pieces.push(piece)
      piece = ''
    }
    piece += letter
  }
  pieces.push(piece)
  return pieces
}

const decimal = /^-?\d+(?:\.(\d+))?$/

/** The same rows, with noughts behind numbers that stand right, so that their points align. */
export function alignPoints(
  rows: readonly (readonly string[])[],
  columns: readonly { readonly align?: 'right' | undefined }[],
): readonly (readonly string[])[] {
  const most = columns.map(({ align }, i) =>
    align === 'right'
      ? rows.reduce((found, cells) => Math.max(found, decimalsOf(cells[i] ?? '')), 0)
      : 0,
  )
  return rows.map((cells) => cells.map((text, i) => padded(text, most[i] ?? 0)))
}

function decimalsOf(text: string): number {
  return decimal.exec(text)?.[1]?.length ?? 0
}

function padded(text: string, places: number): string {
  if (places === 0 || !decimal.test(text)) return text
  const missing = places - decimalsOf(text)
  return `${text}${text.includes('.') ? '' : '.'}${'0'.repeat(missing)}`
}
