import type { Limits } from '../limits.ts'

/**
 * Capital allotted to one instrument: the most of it that may ever be held, of the equity there was
 * when it began to be counted. It does not follow equity: a loss elsewhere is no loss of its own.
 *
 * @param equity - When it began to be counted; any unit of money.
 */
export function allottedToInstrument(
  { positionMax, concentrationMax }: Pick<Limits, 'positionMax' | 'concentrationMax'>,
  equity: number,
): number {
  return Math.min(positionMax, concentrationMax, 1) * equity
}

/** Capital allotted to one of `strategies`: an equal part of all that may be held. */
export function allottedToStrategy(
  { grossMax }: Pick<Limits, 'grossMax'>,
  equity: number,
  strategies: number,
): number {
  return (Math.min(grossMax, 1) * equity) / strategies
}
