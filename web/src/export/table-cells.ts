import { minus } from '../format/number-text.ts'
import type { Cell } from './csv-text.ts'

/** What a table on the page says, as rows of cells; the first is its head. */
export function tableCells(table: HTMLTableElement): readonly (readonly Cell[])[] {
  return [...table.rows].map((row) => [...row.cells].map(cellOf))
}

/** A number where it stands as one; a time in full where the cell knows it. */
function cellOf(cell: HTMLTableCellElement): Cell {
  const text = shownText(cell).replaceAll(/\s+/g, ' ').trim()
  const isTime = cell.tagName === 'TD' && cell.title.endsWith(' UTC')
  if (isTime) return cell.title
  const plain = text.replaceAll(',', '').replaceAll(minus, '-').replace(/^\+/, '')
  return /^-?\d+(\.\d+)?$/.test(plain) ? plain : text.replaceAll(minus, '-')
}

/** The text without what is there for the eye alone, or a second time for narrow screens. */
function shownText(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? ''
  if (!(node instanceof Element)) return ''
  if (node.matches('[aria-hidden=true], .narrow, svg')) return ''
  return [...node.childNodes].map(shownText).join(node.matches('tr, td, th, ul, ol') ? ' ' : '')
}
