import type { TrialLedger } from '../../src/engine/index.ts'

/** A trial ledger that forgets: nothing is chosen by the runs of a test. */
export const uncounted: TrialLedger = {
  record: () => 1,
  recordAll: (trials) => trials.length,
  settle: () => undefined,
  settleAll: () => undefined,
  outcomes: () => new Map(),
}
