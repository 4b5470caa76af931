import { UserError } from '../base/index.ts'
import { secondUs } from '../domain/index.ts'
import { type Clock, waitFor } from '../kernel/index.ts'

/** Between two tries: doubled from the first to the last. */
const restUs = secondUs
const restMaxUs = 30 * secondUs

/** What passes by itself. */
const passing = ['venue-unreachable', 'venue-nonsense', 'venue-busy']

export type Patience = {
  /** A new desk says at once what it cannot reach. */
  readonly isNew: boolean
  readonly clock: Clock
  readonly onNote: (message: string) => void
}

/**
 * Opens something at a venue; for a desk that goes on, again and again while the venue does not
 * answer as it should: it may have orders and positions there.
 *
 * @throws what `open` throws, at once when waiting would not mend it.
 */
export async function openPatiently<T>(
  { isNew, clock, onNote }: Patience,
  open: () => Promise<T>,
): Promise<T> {
  for (let rest = restUs; ; rest = Math.min(2 * rest, restMaxUs))
    try {
      return await open()
    } catch (error) {
      const isPassing = error instanceof UserError && passing.includes(error.code)
      if (isNew || !isPassing) throw error
      const [sentence = ''] = error.message.split('; ')
      onNote(`${sentence}; trying again in ${rest / secondUs} s (Ctrl-C ends it)`)
      await waitFor(clock, rest)
    }
}
