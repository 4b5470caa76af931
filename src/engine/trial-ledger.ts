import { voicesJson } from './voice-rules.ts'
import { createHash } from 'node:crypto'
import { canonicalJson, type Json } from '../base/index.ts'
import type { OutsideColumns } from '../features/index.ts'
import type { LoadedBars, TickTape } from '../market/index.ts'
import { weeksOf } from './data-weeks.ts'
import type { DeskSetup } from './desk-setup.ts'
import { guardJson } from './guard-rules.ts'

/** One configuration tried on one set of data. */
export type Trial = {
  /**
   * Of the bars of every instrument, and of what was known beside them: the same bars give the same
   * hash, whatever file held them.
   */
  readonly dataHash: string
  /** What it shares with other data, see `weeksOf`; none for data of less than a week. */
  readonly weeks: readonly string[]
  /** Of everything that decides what the desk does, seed included. */
  readonly configurationHash: string
  /** For people: the agents with their parameters. */
  readonly agents: readonly string[]
}

/** What came of a trial. The returns themselves are not kept, only what they looked like. */
export type TrialOutcome = {
  /**
   * Mean over deviation of the run's sampled returns, per sample and not annualised; `undefined`
   * when it is not defined, or the run was ended before the end of its data.
   */
  readonly sharpe: number | undefined
  /** How many returns it rests on. Whole, 0 or more. */
  readonly samples: number
  /** Its returns, coarse, by which `research` tells trials that are alike; not all have one. */
  readonly fingerprint?: string | undefined
}

/** A trial that was run, with what came of it. */
export type SettledTrial = { readonly trial: Trial; readonly outcome: TrialOutcome }

/**
 * How often these data have been looked at. A backtest writes here before it runs and cannot be run
 * without: the more was tried, the less the best of it means. What came of it is written after: how
 * far trials differ decides how good the best of them looks by chance.
 */
export interface TrialLedger {
  /**
   * Writes `trial` down.
   *
   * @returns Distinct configurations tried on its data or on any that share a week with them, this
   *   one included.
   */
  record(trial: Trial): number

  /**
   * Writes many down at once, all durable before it returns.
   *
   * @param trials - Of one set of data.
   * @returns Distinct configurations tried on the data of the first or on any that share a week
   *   with them, these included; 0 for none.
   */
  recordAll(trials: readonly Trial[]): number

  /** Writes down what came of a trial. One that is never settled counts as a trial all the same. */
  settle(trial: Trial, outcome: TrialOutcome): void

  /** The same for many at once, all durable before it returns. */
  settleAll(settled: readonly SettledTrial[]): void

  /** By `configurationHash`, what came of those that were settled; of several the latest. */
  outcomes(dataHash: string): ReadonlyMap<string, TrialOutcome>
}

/** What a run goes by besides bars; an instrument each. */
export type DataBeside = {
  readonly tapes?: readonly (TickTape | undefined)[] | undefined
  readonly outside?: readonly (OutsideColumns | undefined)[] | undefined
}

/** The trial that running `setup` on `market` is: what is traded is the market's to say. */
export function trialOf(
  setup: Omit<DeskSetup, 'instruments' | 'intervalsUs'>,
  market: readonly LoadedBars[],
  beside: DataBeside = {},
): Trial {
  const { tapes = [], outside = [] } = beside
  const agents = setup.agents.map((agent) => agent.id)
  const configuration: Json = {
    agents: setup.agents.map((agent) => ({
      name: agent.name,
      parameters: { ...agent.parameters },
      // The same name with other code is another thing tried.
      ...(agent.code === undefined ? {} : { code: agent.code }),
    })),
    seed: setup.seed,
    quorum: setup.quorum,
    ...voicesJson(setup),
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
        ...outside.flatMap((columns, i) => (columns === undefined ? [] : outsideLines(columns, i))),
      ].join('\n'),
    ),
    weeks: weeksOf(market),
    configurationHash: sha256(canonicalJson(configuration)),
    agents,
  }
}

function outsideLines(columns: OutsideColumns, instrument: number): readonly string[] {
  return Object.entries(columns)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, column]) => {
      const { buffer, byteOffset, byteLength } = column
      const bytes = new Uint8Array(buffer, byteOffset, byteLength)
      return `outside ${instrument} ${name} ${sha256(bytes)}`
    })
}

function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex')
}
