import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadConfiguration, setupOf, swarmAgents, withSwarm } from '../../src/app/index.ts'
import type { DeskSetup } from '../../src/engine/index.ts'
import type { LoadedBars } from '../../src/market/index.ts'

/** How voices count: by what they have shown, as a swarm does, or by what they claim. */
export type MonthVotes = 'earned' | 'claimed'

/** A desk of the settings as they ship, with the full roster, on a spot account. */
export function monthSetup(
  market: readonly LoadedBars[],
  seed: number,
  votes: MonthVotes,
): DeskSetup {
  const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-month-'))
  try {
    const { values } = loadConfiguration({ folder, variables: {}, flags: [] })
    const { votes: earned, ...setup } = withSwarm(
      setupOf(values, swarmAgents(false), { seed }),
      false,
    )
    return {
      ...setup,
      ...(votes === 'earned' ? { votes: earned } : {}),
      instruments: market.map(({ instrument }) => instrument),
      intervalsUs: market.map(({ intervalUs }) => intervalUs),
      hasOneExit: true,
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
