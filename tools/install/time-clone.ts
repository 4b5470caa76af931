import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { type BareNode, bareAround } from './bare.ts'
import { runWell, type Surroundings } from './run-timed.ts'
import { type StartTimes, timeStart } from './time-start.ts'

/** Seconds of a new clone on a bare machine, each from an empty cache of npm. */
export type CloneTimes = {
  readonly node: string
  readonly start: StartTimes
  readonly ci: number
  /** The first command, which builds. */
  readonly version: number
  readonly backtest: number
  readonly again: number
  /** The hash of the backtest's run. */
  readonly hash: string
}

export const backtest: readonly string[] = ['backtest', '--market', 'generated', '--json']

export async function timeClone(root: string, bare: BareNode, folder: string): Promise<CloneTimes> {
  const started = await clone(root, bare, path.join(folder, 'start'))
  const start = await timeStart(bare, started)
  const around = await clone(root, bare, path.join(folder, 'ci'))
  const ci = await runWell([...bare.npm, 'ci'], around)
  const npx = [...bare.npm, 'exec', '--', 'coinswarm']
  const version = await runWell([...npx, '--version'], around)
  const first = await runWell([...npx, ...backtest], around)
  const again = await runWell([...npx, ...backtest], around)
  return {
    node: bare.version,
    start,
    ci: ci.seconds,
    version: version.seconds,
    backtest: first.seconds,
    again: again.seconds,
    hash: runHash(first.stdout),
  }
}

/** The hash of a run, as `--json` tells it. */
export function runHash(stdout: string): string {
  const { hash } = JSON.parse(stdout) as { readonly hash: string }
  return hash
}

/** What is committed, in a new folder, with an empty cache beside it. */
async function clone(root: string, bare: BareNode, folder: string): Promise<Surroundings> {
  mkdirSync(folder, { recursive: true })
  const around = bareAround(bare, path.join(folder, 'coinswarm'), path.join(folder, 'cache'))
  await runWell(['git', 'clone', '--quiet', root, around.folder], { ...around, folder })
  return around
}
