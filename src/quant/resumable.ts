import { ArgumentError } from './argument.ts'

/** A machine that takes in one value after another, and can be put away and taken up again. */
export interface Resumable {
  /** All it remembers, as finite numbers. What it was made with is not among them. */
  save(): readonly number[]
  /**
   * Goes on from where a machine that was made with the same arguments was saved.
   *
   * @throws ArgumentError when `saved` is no list of finite numbers, has another length, or holds
   *   what cannot be; the state stays.
   */
  load(saved: unknown): void
  /** Back to how it was made. */
  reset(): void
}

/** The numbers of a saved state. Declines what is no list of `length` finite numbers. */
export function savedNumbers(saved: unknown, length: number): readonly number[] {
  if (!Array.isArray(saved) || saved.length !== length)
    throw new ArgumentError(`saved must be a list of ${length} numbers`)
  return saved.map((value: unknown, i) => {
    if (typeof value === 'number' && Number.isFinite(value)) return value
    throw new ArgumentError(`saved must be finite numbers, and saved[${i}] was ${String(value)}`)
  })
}

/** One of them: none stands for a number that is not there. */
export function savedAt(numbers: readonly number[], place: number): number {
  return numbers[place] ?? Number.NaN
}
