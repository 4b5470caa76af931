/** Digits that a number keeps. */
const digits = 5
/** Powers of ten by exponent, from `-powersMax` on. */
const powersMax = 300
const powers = Float64Array.from({ length: 2 * powersMax + 1 }, (_, k) =>
  Number(`1e${k - powersMax}`),
)

/** The same view, its numbers with five digits; whole ones, such as times, as they are. */
export function roundedView<View extends object>(view: View): View {
  return rounded(view) as View
}

function rounded(value: unknown): unknown {
  if (typeof value === 'number') return toDigits(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(rounded)
  const copy: Record<string, unknown> = {}
  for (const [key, part] of Object.entries(value)) copy[key] = rounded(part)
  return copy
}

/** By a whole power of ten either way, so that what comes out has the fewest digits in JSON. */
function toDigits(value: number): number {
  if (Number.isInteger(value) || !Number.isFinite(value)) return value
  const by = digits - 1 - Math.floor(Math.log10(Math.abs(value)))
  if (by > powersMax || by < -powersMax) return value
  const scale = powers[powersMax + Math.abs(by)] as number
  return by >= 0 ? Math.round(value * scale) / scale : Math.round(value / scale) * scale
}
