// @module-tag long

import { it } from 'vitest'
import { trade } from './link-cases.ts'

const faults = {
  ...{ dropShare: 0.04, failAfterShare: 0.1, duplicateShare: 0.2, replayShare: 0.2 },
  ...{ rejectShare: 0.05, replayUs: 300_000, reorderShare: 0.2, reorderUs: 200_000 },
}

it.each(['kraken', 'binance'] as const)(
  'a gateway at %s has the books of an exchange on which everything goes wrong',
  (dialect) => trade(dialect, faults),
)
