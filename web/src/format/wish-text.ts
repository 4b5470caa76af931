import { percentText } from './number-text.ts'

/** Below it the shown percent would be nothing, which a wish is not. */
const leastShown = 0.000_05

/**
 * `long 12.0 %`, `short 0.31 %` or `flat`: nothing that is wanted is shown as nothing.
 *
 * @param exposure - Share of equity, signed.
 */
export function wishText(exposure: number): string {
  if (exposure === 0) return 'flat'
  return `${exposure > 0 ? 'long' : 'short'} ${sizeText(Math.abs(exposure))}`
}

function sizeText(size: number): string {
  if (size < leastShown) return `< ${percentText(0.000_1, 2)}`
  return percentText(size, size < 0.01 ? 2 : 1)
}
