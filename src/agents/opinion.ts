/** What an agent thinks. It asks for exposure; it never places an order. */
export type Opinion = {
  /** Wanted exposure as a share of equity, -1 (full short) to 1 (full long). 0 wants to be flat. */
  readonly exposure: number
  /** Probability that the sign of `exposure` is right, 0.5 to 1. */
  readonly confidence: number
  /** Price at which to get out at a loss. Quote units; NaN or absent for none. */
  readonly stop?: number
  /** Price at which to get out at a gain. Quote units; NaN or absent for none. */
  readonly target?: number
}

/** Whether `opinion` is made of numbers that mean something; agents may be written by strangers. */
export function isSound(opinion: Opinion): boolean {
  if (typeof opinion !== 'object' || opinion === null) return false
  const { exposure, confidence, stop, target } = opinion
  return (
    typeof exposure === 'number' &&
    exposure >= -1 &&
    exposure <= 1 &&
    typeof confidence === 'number' &&
    confidence >= 0 &&
    confidence <= 1 &&
    isLevel(stop) &&
    isLevel(target)
  )
}

function isLevel(level: number | undefined): boolean {
  if (level === undefined) return true
  return typeof level === 'number' && !(level <= 0 || level === Number.POSITIVE_INFINITY)
}
