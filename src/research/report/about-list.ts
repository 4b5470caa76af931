import { formatInterval, formatTime } from '../../domain/index.ts'
import type { RunResult } from '../../engine/index.ts'
import { formatPlain, plural } from '../format-figure.ts'
import type { TakerCosts } from '../metrics/hold-control.ts'
import { list } from './figure-lists.ts'
import type { Html } from './html.ts'
import { formatMoment } from './time-scale.ts'

/** What a run was, as far as its result does not say. */
export type RunDescription = {
  /** Agent or committee, as the user named it. */
  readonly agent: string
  readonly parameters: Readonly<Record<string, string | number | boolean>>
  /** Where the bars came from, e.g. `generated market, seed 1`, or file names. */
  readonly market: string
  readonly costs: TakerCosts & {
    readonly feeMakerPpm: number
    /** Largest share of a bar's volume an order may take. */
    readonly participationMax: number
    /** How fills were read where bars do not tell; `default` when left out. */
    readonly reading?: string
  }
  /** Runs on these data so far, this one included; `undefined` when nobody counted. */
  readonly trials: number | undefined
  readonly version: string
}

/** All that is needed to run it again, and how it ended. */
export function aboutList(run: RunResult, about: RunDescription): Html {
  const { costs } = about
  const parameters = Object.entries(about.parameters).map(([key, value]) => `${key} = ${value}`)
  const grids = run.instruments.map(({ id, tick, lot }) => `${id} (tick ${tick}, lot ${lot})`)
  const refusals = Object.entries(run.refusals).map(([limit, count]) => `${limit} × ${count}`)
  const percent = (ppm: number): string => `${formatPlain(ppm / 10_000, 2)} %`
  return list([
    ['Agent', about.agent],
    ['Parameters', parameters.join(', ') || 'defaults'],
    ['Instruments', grids.join(', ')],
    ['Market', about.market],
    ['From, UTC', formatTime(run.from)],
    ['To, UTC', formatTime(run.to)],
    ['Bars', `${formatPlain(run.bars, 0)} of ${formatInterval(run.intervalUs)}`],
    ['Starting equity', formatPlain(run.startEquity, 2)],
    ['Fees', `${percent(costs.feeTakerPpm)} taker, ${percent(costs.feeMakerPpm)} maker`],
    ['Slippage assumed', `${formatPlain(costs.slippage * 100, 2)} % a side`],
    ['Largest share of a bar', `${formatPlain(costs.participationMax * 100, 0)} %`],
    ['Fills read as', costs.reading ?? 'default'],
    ['Trials on these data', about.trials === undefined ? 'not counted' : String(about.trials)],
    ['Refused by risk', refusals.join(', ') || plural(0, 'intent')],
    ['Mode at the end', run.mode],
    ['Halted', run.halted ? `${formatMoment(run.halted.ts)}: ${run.halted.reason}` : 'never'],
    ['Seed', String(run.seed)],
    ['Hash', run.hash],
    ['Version', about.version],
  ])
}
