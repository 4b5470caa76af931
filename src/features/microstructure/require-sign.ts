import { ArgumentError } from '../../quant/index.ts'

/** Declines what is no side of a trade; 0, a trade nobody knows the side of, where `mayBeZero`. */
export function requireSign(sign: number, mayBeZero: boolean): void {
  if (sign === 1 || sign === -1 || (sign === 0 && mayBeZero)) return
  const choices = mayBeZero ? '1, -1 or 0' : '1 or -1'
  throw new ArgumentError(`sign must be ${choices}, was ${String(sign)}`)
}
