import { type ReactNode, useState } from 'react'
import { numberText } from '../format/number-text.ts'
import { pageOf } from './swarm-rows.ts'

/** A long list a page at a time: its rows now, and what turns the page. */
export function usePages<Row>(
  rows: readonly Row[],
  size: number,
  label: string,
): readonly [rows: readonly Row[], pager: ReactNode] {
  const [wanted, turn] = useState(0)
  const { rows: shown, page, pages } = pageOf(rows, wanted, size)
  const first = page * size + 1
  const pager =
    pages === 1 ? null : (
      <nav className="pager" aria-label={label}>
        <button
          type="button"
          className="plain"
          disabled={page === 0}
          onClick={() => turn(page - 1)}
        >
          Earlier
        </button>
        <span className="note" role="status">
          {numberText(first, 0)} to {numberText(first + shown.length - 1, 0)} of{' '}
          {numberText(rows.length, 0)}
        </span>
        <button
          type="button"
          className="plain"
          disabled={page === pages - 1}
          onClick={() => turn(page + 1)}
        >
          Further
        </button>
      </nav>
    )
  return [shown, pager]
}
