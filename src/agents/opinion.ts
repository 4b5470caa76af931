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
  const { exposure, confidence, stop, target } = opinion
  return (
    exposure >= -1 &&
    exposure <= 1 &&
    confidence >= 0 &&
    confidence <= 1 &&
    isLevel(stop) &&
    isLevel(target)
  )
}

function isLevel(level: number | undefined): boolean {
  return level === undefined || !(level <= 0 || level === Number.POSITIVE_INFINITY)
}
