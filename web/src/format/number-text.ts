export const minus = '\u2212'
const formats = new Map<number, Intl.NumberFormat>()

/** Digits after the point that a step of `size` needs: 2 for 0.01, 0 for 5. */
export function decimalsOf(size: number): number {
  if (!(size > 0)) return 2
  for (let digits = 0; digits < 12; digits += 1)
    if (Math.abs(Number(size.toFixed(digits)) - size) < size * 1e-9) return digits
  return 12
}

/** `1,234.50`, with a true minus sign. */
export function numberText(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return 'n/a'
  const text = formatOf(decimals).format(Math.abs(value))
  return value < 0 && /[1-9]/.test(text) ? minus + text : text
}

/** `+1,234.50`: a change or a result, whose sign is the point. Zero has none. */
export function signedText(value: number, decimals: number): string {
  const text = numberText(value, decimals)
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text
}

/** `12.3 %` for 0.123. */
export function percentText(share: number, decimals = 1): string {
  return `${numberText(share * 100, decimals)}\u202f%`
}

export function signedPercentText(share: number, decimals = 1): string {
  return `${signedText(share * 100, decimals)}\u202f%`
}

function formatOf(decimals: number): Intl.NumberFormat {
  const known = formats.get(decimals)
  if (known !== undefined) return known
  const format = new Intl.NumberFormat('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
  formats.set(decimals, format)
  return format
}
