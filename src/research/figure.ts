/** A figure on the wire: finite, or null where it is not defined. */
export type Figure = number | null

/** What of a figure can stand on the wire: never NaN or an infinity. */
export function figure(value: number | undefined): Figure {
  return value !== undefined && Number.isFinite(value) ? value : null
}
