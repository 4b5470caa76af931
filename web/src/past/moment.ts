import { setWords, useWord } from '../address.ts'

/** The latest moment that a clock of this desk can stand at. Unit: ms. */
const timeMax = 8_640_000_000_000

/** The moment that the address says to look at, ms since 1970; `undefined` for now. */
export function useMoment(): number | undefined {
  const [word] = useWord('at', '')
  return momentIn(word)
}

/** Looks at another moment; `undefined` goes back to now. */
export function lookAt(at: number | undefined, how: 'push' | 'replace' = 'push'): void {
  setWords({ at: at === undefined ? undefined : String(Math.round(at)) }, how)
}

/** @returns `undefined` where it is no time that there is. */
export function momentIn(word: string): number | undefined {
  const at = /^\d{1,13}$/.test(word) ? Number(word) : Number.NaN
  return at >= 0 && at <= timeMax ? at : undefined
}
