import { createHash } from 'node:crypto'
import { canonicalJson, type Json } from '../base/index.ts'
import type { LoadedBars, TickTape } from '../market/index.ts'
import type { DeskSetup } from './desk-setup.ts'
import { guardJson } from './guard-rules.ts'

/** One configuration tried on one set of data. */
export type Trial = {
  /** Of the bars of every instrument: the same bars give the same hash, whatever file held them. */
  readonly dataHash: string
  /** Of everything that decides what the desk does, seed included. */
  readonly configurationHash: string
  /** For people: the agents with their parameters. */
  readonly agents: readonly string[]
}

/**
 * How often these data have been looked at. A backtest writes here before it runs and cannot be run
 * without: the more was tried, the less the best of it means.
 */
export interface TrialLedger {
  /** Writes `trial` down. @returns Distinct configurations tried on its data, this one included. */
  record(trial: Trial): number
}

/** The trial that running `setup` on `market` is. */
export function trialOf(
  setup: DeskSetup,
  market: readonly LoadedBars[],
  tapes: readonly (TickTape | undefined)[] = [],
): Trial {
  const agents = setup.agents.map((agent) => agent.id)
  const configuration: Json = {
    agents: setup.agents.map((agent) => ({
      name: agent.name,
      parameters: { ...agent.parameters },
    })),
    seed: setup.seed,
    quorum: setup.quorum,
    limits: { ...setup.limits },
    ...(setup.guard === undefined ? {} : { guard: guardJson(setup.guard) }),
    costs: { ...setup.costs },
    cash: `${setup.cash}`,
    rebalanceMin: setup.rebalanceMin,
  }
  return {
    dataHash: sha256(
      [
        ...market.map((of) => `${of.instrument.id} ${of.sha256}`),
        ...tapes.flatMap((tape) => (tape === undefined ? [] : [tape.sha256])),
      ].join('\n'),
    ),
    configurationHash: sha256(canonicalJson(configuration)),
    agents,
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
