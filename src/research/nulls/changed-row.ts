import { type CheckRow, figuresOf } from '../check-row.ts'
import { formatPlain } from '../format-figure.ts'

/**
 * Whether enough of a Sharpe ratio is left when one thing has changed.
 *
 * @param own - Of the run as it was.
 * @param changed - Of the run with the change; one that earned nothing has none, and stands as 0.
 * @param keptMin - Share of `own` that must be left. At 0 what is left must be above 0.
 */
export function changedRow(
  name: string,
  own: number,
  changed: number | undefined,
  keptMin: number,
): CheckRow {
  const left = changed ?? 0
  const kept = own > 0 ? left / own : undefined
  const isKept = kept !== undefined && left > 0 && kept >= keptMin
  return {
    name,
    status: isKept ? 'pass' : 'fail',
    figures: figuresOf({ sharpe: own, sharpeChanged: left, kept, keptMin }),
    why: own > 0 ? whyKept(own, left, keptMin) : whyNothing(own),
  }
}

/** Whether the opposite loses. @param inverted - Sharpe of the run believed the wrong way round. */
export function invertedRow(name: string, own: number, inverted: number | undefined): CheckRow {
  const other = inverted ?? 0
  return {
    name,
    status: own > 0 && other < 0 ? 'pass' : 'fail',
    figures: figuresOf({ sharpe: own, sharpeInverted: other }),
    why:
      own > 0
        ? `Believed the wrong way round its Sharpe is ${formatPlain(other, 2)}; below 0 is asked.`
        : whyNothing(own),
  }
}

function whyKept(own: number, left: number, keptMin: number): string {
  const asked = keptMin === 0 ? 'above 0' : `${formatPlain(100 * keptMin, 0)} % of it`
  return `Of a Sharpe of ${formatPlain(own, 2)}, ${formatPlain(left, 2)} is left; asked is ${asked}.`
}

function whyNothing(own: number): string {
  return `There is nothing to lose: its Sharpe of ${formatPlain(own, 2)} is not above 0.`
}
