import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** The garbage collector, which Node hides. */
export function collector(): () => void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  return () => {
    if (typeof collect === 'function') collect()
  }
}

/** Of the least squares through what came after the first, which warms up. Unit: KB a step. */
export function slope(megabytes: readonly number[]): number {
  const later = megabytes.slice(1)
  const middle = (later.length - 1) / 2
  let [above, below] = [0, 0]
  for (const [step, of] of later.entries()) {
    above += (step - middle) * of
    below += (step - middle) * (step - middle)
  }
  return below === 0 ? 0 : (1_000 * above) / below
}
