import { parentPort, workerData } from 'node:worker_threads'
import type { Agent } from '../../agents/index.ts'
import { reasonOf } from '../../base/index.ts'
import { backtest } from '../../engine/index.ts'
import { liveStopwatch } from '../../kernel/index.ts'
import { type Endurance, endure, WatchedAgent } from '../../research/index.ts'
import { loadAgent, loadOutsideAgent } from '../load-agent.ts'
import { type Stretch, stretchesOver } from '../sweep/sweep-plan.ts'
import { TrialFile } from '../trial-file.ts'
import { heapAfterCollection } from './collect-garbage.ts'
import type { SoundnessAnswer, SoundnessPlan } from './soundness-plan.ts'

/** What `askThread` starts; named here so that nobody moves it without noticing. */
export type SoundnessProgram = 'soundness-worker-main'

/** An agent so slow that it is not asked about all the bars is watched for so long. */
const enduranceUs = 20_000_000

async function answer(plan: SoundnessPlan): Promise<SoundnessAnswer> {
  const { from, parameters } = plan.strategy
  const [stretch] = stretchesOver(plan.stretches)
  const { market = [], outside } = stretch ?? {}
  const loaded = await (outside === undefined ? loadAgent : loadOutsideAgent)(from, parameters)
  // First, while nothing of a desk is left in memory.
  const endurance = endured(loaded, { market, outside }, plan.setup.seed)
  const setup = { ...plan.setup, agents: [new WatchedAgent(loaded).agent] }
  // It is the trial of the process that asks, and so is not counted twice.
  const { run } = backtest({ setup, market, outside }, new TrialFile(plan.deskFolder))
  const why = endurance === undefined ? 'There are no bars.' : undefined
  return { hash: run.hash, endurance, why }
}

function endured(
  agent: Agent,
  { market: [of], outside }: Pick<Stretch, 'market' | 'outside'>,
  seed: number,
): Endurance | undefined {
  if (of === undefined || of.bars.length === 0) return undefined
  const since = liveStopwatch()
  const isOver = (): boolean => liveStopwatch() - since > enduranceUs
  const watched = new WatchedAgent(agent).agent
  const heap = heapAfterCollection()
  return endure(watched, of, { seed, outside: outside?.[0], heap, isOver })
}

async function answerOrWhy(plan: SoundnessPlan): Promise<SoundnessAnswer> {
  try {
    return await answer(plan)
  } catch (error) {
    return { hash: undefined, endurance: undefined, why: reasonOf(error) }
  }
}

parentPort?.postMessage(await answerOrWhy(workerData as SoundnessPlan), [])
