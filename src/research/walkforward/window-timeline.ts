import { type Html, html, trusted } from '../report/html.ts'
import { xLabels } from '../report/chart.ts'
import { timeScale } from '../report/time-scale.ts'
import type { WalkFold } from './walk-fold.ts'
import type { Span, WalkWindow } from './walk-plan.ts'

/** Folds that are drawn; a page of more is no picture. */
const lanesMax = 60

type Kind = 'train' | 'test' | 'purge' | 'embargo'
type Piece = Span & { readonly kind: Kind }

const names: Readonly<Record<Kind, string>> = {
  train: 'chosen by',
  test: 'tried',
  purge: 'purged',
  embargo: 'under embargo',
}

/** Each fold as a lane of time: what chose, what was left out, and what was tried. */
export function windowTimeline(folds: readonly WalkFold[]): Html {
  const lanes = folds.slice(0, lanesMax).map(({ window }) => piecesOf(window))
  const pieces = lanes.flat()
  const from = Math.min(...pieces.map((piece) => piece.from))
  const to = Math.max(...pieces.map((piece) => piece.to))
  const x = timeScale(from, to)
  const rows = lanes.map(
    (lane, n) =>
      html`<div class="lane"><b>${n + 1}</b><div>${lane.map((piece) => {
        const width = (100 * (piece.to - piece.from)) / Math.max(1, to - from)
        const place = `left:${(100 * x.at(piece.from)).toFixed(3)}%;width:${width.toFixed(3)}%`
        return html`<i class="${piece.kind}" ${trusted(`style="${place}"`)}></i>`
      })}</div></div>`,
  )
  const shown = (Object.keys(names) as Kind[]).filter((kind) =>
    pieces.some((piece) => piece.kind === kind),
  )
  const keys = shown.map(
    (kind) => html`<span class="key"><i class="${kind}"></i>${names[kind]}</span>`,
  )
  const more = folds.length > lanesMax ? `, the first ${lanesMax} of ${folds.length} folds` : ''
  return html`<figure class="strip" aria-label="Folds over time${more}"><figcaption>${keys}${more}
</figcaption><div class="lanes">${rows}<div class="axis">${xLabels(x)}</div></div></figure>`
}

/** Spans of a fold, and what lies between them for a reason. */
function piecesOf({ train, test, inner }: WalkWindow): readonly Piece[] {
  const chosen = (inner.length === 0 ? train : inner).map(
    ({ from, to }): Piece => ({ from, to, kind: 'train' }),
  )
  const tried = test.map(({ from, to }): Piece => ({ from, to, kind: 'test' }))
  const all = [...chosen, ...tried].sort((a, b) => a.from - b.from)
  const between = all.slice(1).flatMap((piece, k): Piece[] => {
    const before = all[k] as Piece
    const kind = before.kind === 'test' && piece.kind === 'train' ? 'embargo' : 'purge'
    return before.to < piece.from ? [{ from: before.to, to: piece.from, kind }] : []
  })
  return [...all, ...between]
}
