import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  loadConfiguration,
  outsideOf,
  runSwarm,
  setupOf,
  speaksIn,
  swarmAgents,
  swarmLooksAt,
  type SwarmRun,
  TrialFile,
} from '../../src/app/index.ts'
import type { OutsideColumns } from '../../src/features/index.ts'
import type { LoadedBars } from '../../src/market/index.ts'

type More = Pick<Parameters<typeof runSwarm>[0], 'outside' | 'windows'> & {
  /** 1 when left out. */
  readonly seed?: number
}

/** The full roster at its defaults over bars, as `coinswarm swarm` has it. */
export function swarmOver(market: readonly LoadedBars[], { seed, ...more }: More = {}): SwarmRun {
  return inFolder((folder) => {
    const setup = setupIn(folder, more.outside, seed)
    return runSwarm({ setup, market, trials: new TrialFile(folder), ...more })
  })
}

/** What agents of a swarm look at beside bars, out of a folder of files. */
export async function broughtFrom(
  folder: string,
  market: readonly LoadedBars[],
): Promise<readonly OutsideColumns[]> {
  return (await outsideOf(folder, market, swarmLooksAt())).outside
}

/** A desk at its defaults in a folder of its own. */
export function setupIn(
  folder: string,
  outside?: readonly OutsideColumns[],
  seed?: number,
): ReturnType<typeof setupOf> {
  const { values } = loadConfiguration({ folder, variables: {}, flags: [] })
  const agents = swarmAgents(outside !== undefined, outside && speaksIn(outside))
  return setupOf(values, agents, { seed })
}

/** A folder that is gone when the process ends. */
export function inFolder<T>(task: (folder: string) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-swarm-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return task(folder)
}
