import { type Agent, defineAgent, type Opinion, type View } from '../../src/agents/index.ts'
import { backtest, type BacktestSetup, type RunResult } from '../../src/engine/index.ts'
import type { LoadedBars } from '../../src/market/index.ts'
import type { SoundnessCategory } from '../../src/research/index.ts'
import { sceneSetup, seatOf } from './null-scene.ts'
import { uncounted } from './uncounted.ts'

/** An agent of a test that says what `opine` says. */
export function saying(opine: (view: View) => Opinion | undefined): Agent {
  const shape = { name: 'saying', summary: '', parameters: {}, features: () => ({}) }
  return seatOf(defineAgent({ ...shape, opine }))
}

/** A backtest that is counted nowhere. */
export function ran(
  agent: Agent,
  market: readonly LoadedBars[],
  over: Partial<BacktestSetup> = {},
): RunResult {
  return backtest({ setup: { ...sceneSetup([agent]), ...over }, market }, uncounted).run
}

/** By name of the check: how it came out. */
export function statusesOf({ checks }: SoundnessCategory): Readonly<Record<string, string>> {
  return Object.fromEntries(checks.map(({ name, status }) => [name, status]))
}
