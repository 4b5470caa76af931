import { ArgumentError } from '../../quant/index.ts'

/** Declines a quick memory that is not shorter than the slow one it is held against. */
export function requireFastBelowSlow(fastUs: number, slowUs: number): void {
  if (fastUs >= slowUs)
    throw new ArgumentError(`fastUs must be below slowUs, ${slowUs}, was ${fastUs}`)
}
