import type { Agent, AgentKind, Crossing } from '../../../agents/index.ts'
import { declined, ok, reasonOf, type Result } from '../../../base/index.ts'
import {
  figureOf,
  type Metrics,
  ScreenMarket,
  screenVariants,
  summarise,
} from '../../../research/index.ts'
import { outcomeOf } from '../../trial-outcome.ts'
import type { Stretch } from '../sweep-plan.ts'
import type { Screened, ScreenAnswer, ScreenJob, ScreenPlan } from './screen-plan.ts'

/** A plan whose agent is loaded, over bars that are there. */
export type ScreenNeeds = Pick<ScreenPlan, 'base' | 'terms' | 'objective'> & {
  readonly kind: AgentKind
  readonly stretch: Stretch
}

/** Screens variants a handful at a time, over readings that it keeps. */
export class ScreenWorker {
  readonly #needs: ScreenNeeds
  readonly #market: ScreenMarket

  constructor(needs: ScreenNeeds) {
    const [of] = needs.stretch.market
    if (of === undefined) throw new TypeError('a screen is of one instrument')
    this.#needs = needs
    this.#market = new ScreenMarket(of)
  }

  /** What cannot be screened says why; no job stops another. */
  run({ n, variants }: ScreenJob): ScreenAnswer {
    try {
      return { n, screened: this.#run(variants) }
    } catch (error) {
      return { n, screened: variants.map(() => ({ ...nothing, error: reasonOf(error) })) }
    }
  }

  #run(variants: ScreenJob['variants']): readonly Screened[] {
    const seats = variants.map((parameters) => seatVariant(this.#needs, parameters))
    const fit = seats.flatMap((each) => (each.ok ? [each.value.crossing] : []))
    const metrics = screenVariants(this.#market, fit, this.#needs.terms)
    let next = 0
    return seats.map((each) =>
      each.ok ? this.#screened(metrics[next++] as Metrics) : { ...nothing, error: each.error },
    )
  }

  #screened(metrics: Metrics): Screened {
    const { sharpe = null, samples, fingerprint = null } = outcomeOf(this.#runOf(metrics), metrics)
    const figure = figureOf(this.#needs.objective, summarise(metrics))
    return { figure, sharpe, samples, fingerprint, error: null }
  }

  /** What is kept of a run, its equity only where it was sampled. */
  #runOf({ curve }: Metrics): Parameters<typeof outcomeOf>[0] {
    const { returns } = curve.sampled
    const { bars, sampleEnds, intervalUs } = this.#market
    const { ts } = bars
    const equity = new Float64Array(returns.length)
    let last = curve.startEquity
    for (const [k, value] of returns.entries()) {
      last *= 1 + value
      equity[k] = last
    }
    const ends = Float64Array.from(
      { length: returns.length },
      (_, k) => ts[(sampleEnds[k] as number) - 1] as number,
    )
    const from = (ts[0] as number) - intervalUs
    const to = ts[bars.length - 1] as number
    return {
      equity: { length: returns.length, ts: ends, equity, exposure: new Float32Array(0) },
      ...{ startEquity: curve.startEquity, from: from as never, to: to as never },
    }
  }
}

const nothing = { figure: null, sharpe: null, samples: 0, fingerprint: null }

/** An agent that holds while one line is above another. */
export type SeatedVariant = { readonly agent: Agent; readonly crossing: Crossing }

/** A variant as an agent; declined when it is none, or no agent of `defineCrossing`. */
export function seatVariant(
  { kind, base }: Pick<ScreenNeeds, 'kind' | 'base'>,
  parameters: ScreenJob['variants'][number],
): Result<SeatedVariant> {
  const seated = kind.seat({ ...base, ...parameters })
  if (!seated.ok) return seated
  const agent = seated.value
  const { crossing } = agent
  return crossing === undefined
    ? declined(`agent '${kind.name}' has no two lines`)
    : ok({ agent, crossing })
}
