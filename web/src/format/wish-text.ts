import { percentText } from './number-text.ts'

/** `long 12.0 %`, `short 3.0 %` or `flat`. @param exposure - Share of equity, signed. */
export function wishText(exposure: number): string {
  if (exposure === 0) return 'flat'
  return `${exposure > 0 ? 'long' : 'short'} ${percentText(Math.abs(exposure))}`
}
