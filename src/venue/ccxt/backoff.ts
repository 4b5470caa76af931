import { UserError } from '../../base/index.ts'
import { secondUs } from '../../domain/index.ts'
import { type Clock, waitFor } from '../../kernel/index.ts'

/** How long to wait after the first, second, … failure in a row: 1, 2, 4, 8, 16 seconds. */
const backoffUs: readonly number[] = [1, 2, 4, 8, 16].map((seconds) => seconds * secondUs)

/** The wait after `failures` in a row; it stays at the longest. @param failures - 1 upward. */
export function waitAfter(failures: number): number {
  return backoffUs[Math.min(failures, backoffUs.length) - 1] as number
}

/**
 * Tries `task` until it succeeds, waiting as above. @throws what the last try threw; a `UserError`
 * at once, for no waiting mends it.
 */
export async function withRetries<T>(clock: Clock, task: () => Promise<T>): Promise<T> {
  for (const wait of backoffUs) {
    try {
      return await task()
    } catch (error) {
      if (error instanceof UserError) throw error
      await waitFor(clock, wait)
    }
  }
  return task()
}
