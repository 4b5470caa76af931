import type { PDFDocument, PDFFont, PDFPage } from '@cantoo/pdf-lib'
import { plainLine } from '../../base/index.ts'
import {
  alignPoints,
  cellPadding,
  columnWidths,
  lineWidth,
  type Measure,
  page,
  wrapText,
} from './page-layout.ts'
import type { TrailPaper, TrailTable } from './trail-paper.ts'

/** A font, what it can show, and how wide that is. */
type Face = {
  readonly font: PDFFont
  readonly letters: ReadonlySet<number>
  /** Width of a letter at a size of one point. */
  readonly widths: Map<string, number>
}

type Faces = { readonly plain: Face; readonly bold: Face }

const sizes = { title: 16, heading: 11, text: 8, cell: 6.5, foot: 7 } as const
const leading = 1.35
const ink = 0.1
const grey = 0.45
const pale = 0.8

/** The library is loaded with the first paper. */
type Library = typeof import('@cantoo/pdf-lib')

/**
 * A paper as a PDF on A4. The same paper gives the same bytes: no clock is read, and letters that
 * its fonts do not have stand as `U+` and their number.
 */
export async function drawPaper(paper: TrailPaper): Promise<Uint8Array> {
  const library = await import('@cantoo/pdf-lib')
  const file = await library.PDFDocument.create({ updateMetadata: false })
  const date = new Date(Math.floor(paper.ts / 1_000))
  file.setTitle(paper.title)
  file.setSubject(paper.mark)
  file.setProducer(paper.producer)
  file.setCreator(paper.producer)
  file.setCreationDate(date)
  file.setModificationDate(date)
  const plain = faceOf(await file.embedFont(library.StandardFonts.Helvetica))
  const bold = faceOf(await file.embedFont(library.StandardFonts.HelveticaBold))
  new Drawing(library, file, { plain, bold }).draw(paper)
  return file.save({ addDefaultPage: false, updateFieldAppearances: false })
}

function faceOf(font: PDFFont): Face {
  return { font, letters: new Set(font.getCharacterSet()), widths: new Map() }
}

function measureOf({ font, widths }: Face, size: number): Measure {
  return (text) => {
    let width = 0
    for (const letter of text) {
      let own = widths.get(letter)
      if (own === undefined) {
        own = font.widthOfTextAtSize(letter, 1)
        widths.set(letter, own)
      }
      width += own
    }
    return width * size
  }
}

/** One line that the face can show. */
function shown(text: string, { letters }: Face): string {
  let safe = ''
  for (const letter of plainLine(text)) {
    const point = letter.codePointAt(0) ?? 0
    safe += letters.has(point) ? letter : `U+${point.toString(16).toUpperCase().padStart(4, '0')}`
  }
  return safe
}

class Drawing {
  readonly #library: Library
  readonly #file: PDFDocument
  readonly #faces: Faces
  readonly #pages: PDFPage[] = []
  #y = 0

  constructor(library: Library, file: PDFDocument, faces: Faces) {
    this.#library = library
    this.#file = file
    this.#faces = faces
  }

  draw({ title, mark, facts, remarks, tables }: TrailPaper): void {
    const { plain, bold } = this.#faces
    this.#turn()
    this.#write(title, bold, sizes.title)
    this.#write(mark, bold, sizes.heading)
    this.#y -= 6
    for (const [name, value] of facts) this.#fact(name, value)
    this.#y -= 6
    for (const remark of remarks) this.#write(remark, plain, sizes.text)
    for (const table of tables) if (table.isFileOnly !== true) this.#table(table)
    this.#footers(title, mark)
  }

  #turn(): void {
    this.#pages.push(this.#file.addPage([page.width, page.height]))
    this.#y = page.height - page.margin
  }

  /** Turns the page when so much does not fit any more. @returns Whether it did. */
  #need(height: number): boolean {
    if (this.#y - height >= page.margin + page.foot) return false
    this.#turn()
    return true
  }

  #text(text: string, at: { x: number; y: number }, face: Face, size: number, tone = ink): void {
    const color = this.#library.grayscale(tone)
    this.#pages.at(-1)?.drawText(text, { ...at, size, font: face.font, color })
  }

  #write(text: string, face: Face, size: number, x: number = page.margin): void {
    const width = page.width - page.margin - x
    for (const line of wrapText(shown(text, face), width, measureOf(face, size))) {
      this.#need(size * leading)
      this.#y -= size * leading
      this.#text(line, { x, y: this.#y }, face, size)
    }
  }

  #fact(name: string, value: string): void {
    const { plain, bold } = this.#faces
    this.#need(sizes.text * leading)
    const y = this.#y - sizes.text * leading
    this.#text(shown(name, bold), { x: page.margin, y }, bold, sizes.text)
    this.#write(value, plain, sizes.text, page.margin + 90)
  }

  #rule(tone: number): void {
    const color = this.#library.grayscale(tone)
    const start = { x: page.margin, y: this.#y }
    const end = { x: page.margin + lineWidth, y: this.#y }
    this.#pages.at(-1)?.drawLine({ start, end, thickness: 0.4, color })
  }

  #table(table: TrailTable): void {
    const { plain, bold } = this.#faces
    this.#need(90)
    this.#y -= 12
    this.#write(table.title, bold, sizes.heading)
    this.#write(table.about, plain, sizes.text)
    if (table.rows.length === 0) return this.#write(table.none, plain, sizes.text)
    const isShown = table.columns.map(({ isFileOnly }) => isFileOnly !== true)
    const pick = <T>(cells: readonly T[]): readonly T[] => cells.filter((_, i) => isShown[i])
    const columns = pick(table.columns)
    const head = columns.map(({ title }) => shown(title, bold))
    const texts = table.rows.map((cells) => pick(cells).map((cell) => shown(cell, plain)))
    const rows = alignPoints(texts, columns)
    const layout = {
      widths: columnWidths(this.#natural(head, rows)),
      isRight: columns.map(({ align }) => align === 'right'),
    }
    this.#y -= 3
    this.#row(head, layout, bold)
    for (const cells of rows) {
      if (this.#need(this.#heightOf(cells, layout.widths))) {
        this.#write(`${table.title}, continued`, bold, sizes.text)
        this.#row(head, layout, bold)
      }
      this.#row(cells, layout, plain)
    }
  }

  #natural(head: readonly string[], rows: readonly (readonly string[])[]): readonly number[] {
    const { plain, bold } = this.#faces
    const [ofHead, ofCell] = [measureOf(bold, sizes.cell), measureOf(plain, sizes.cell)]
    // A heading may stand in two lines: its longest word is what it needs.
    const widths = head.map((text) => Math.max(...text.split(' ').map(ofHead)))
    for (const cells of rows)
      cells.forEach((text, i) => {
        widths[i] = Math.max(widths[i] ?? 0, ofCell(text))
      })
    return widths
  }

  #heightOf(cells: readonly string[], widths: readonly number[]): number {
    const measure = measureOf(this.#faces.plain, sizes.cell)
    const lines = cells.map((text, i) => wrapText(text, inner(widths, i), measure).length)
    return Math.max(...lines) * sizes.cell * leading + 3
  }

  #row(
    cells: readonly string[],
    {
      widths,
      isRight,
    }: { readonly widths: readonly number[]; readonly isRight: readonly boolean[] },
    face: Face,
  ): void {
    const measure = measureOf(face, sizes.cell)
    const top = this.#y
    let x: number = page.margin
    let most = 1
    cells.forEach((text, i) => {
      const lines = wrapText(text, inner(widths, i), measure)
      const width = widths[i] ?? 0
      lines.forEach((line, row) => {
        const indent = isRight[i] === true ? width - cellPadding - measure(line) : cellPadding
        const y = top - (row + 1) * sizes.cell * leading
        if (line !== '') this.#text(line, { x: x + indent, y }, face, sizes.cell)
      })
      most = Math.max(most, lines.length)
      x += width
    })
    this.#y = top - most * sizes.cell * leading - 3
    this.#rule(face === this.#faces.bold ? ink : pale)
  }

  #footers(title: string, mark: string): void {
    const { plain } = this.#faces
    const measure = measureOf(plain, sizes.foot)
    const color = this.#library.grayscale(grey)
    this.#pages.forEach((each, i) => {
      const of = `${shown(title, plain)}, page ${i + 1} of ${this.#pages.length}`
      const options = { y: page.margin, size: sizes.foot, font: plain.font, color }
      each.drawText(shown(mark, plain), { ...options, x: page.margin })
      each.drawText(of, { ...options, x: page.width - page.margin - measure(of) })
    })
  }
}

function inner(widths: readonly number[], column: number): number {
  return (widths[column] ?? 0) - 2 * cellPadding
}
