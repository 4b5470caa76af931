import { formatDecimal } from '../../base/index.ts'

/** How ccxt tells a grid: as the step itself, or as a count of decimals. */
const tickSizeMode = 4
const decimalPlacesMode = 2

/** Finer than this no amount is kept. */
const decimalsMax = 8

/**
 * A step of price or amount as decimal text, `'0.1'`.
 *
 * @param mode - ccxt's `precisionMode`. @returns `undefined` for what is no step.
 */
export function wireStep(value: unknown, mode: unknown): string | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined
  if (mode === decimalPlacesMode) return placesStep(value)
  if (mode !== tickSizeMode || value <= 0) return undefined
  const text = value.toFixed(decimalsMax).replace(/0+$/, '').replace(/\.$/, '')
  return Number(text) === value ? text : value < 1e-8 ? formatDecimal(1n, decimalsMax) : undefined
}

function placesStep(places: number): string | undefined {
  if (!Number.isInteger(places) || places < 0) return undefined
  return formatDecimal(1n, Math.min(places, decimalsMax))
}
