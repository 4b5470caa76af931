import type { Place } from '../agents/index.ts'
import type { Instrument } from '../domain/index.ts'
import { defaultLimits } from '../risk/index.ts'
import { defaultCosts } from '../venue/index.ts'
import type { DeskSetup } from './desk-setup.ts'

const million = 1_000_000
/** The default of the setting `desk.rebalanceMin`. */
const usualRebalanceMin = 0.05

/** What of a setup makes a place. */
type PlaceSetup = Pick<
  DeskSetup,
  'costs' | 'limits' | 'rebalanceMin' | 'instruments' | 'intervalsUs'
>

/** A place by default costs and limits, for asking an agent without a desk. */
export function usualPlace(of: Instrument, barUs: number): Place {
  const usual = { costs: defaultCosts, limits: defaultLimits, rebalanceMin: usualRebalanceMin }
  return placeOf({ ...usual, instruments: [of], intervalsUs: [barUs] }, 0)
}

/** What a desk tells those who ask of instrument `i`, of its grid, its costs and its limits. */
export function placeOf(setup: PlaceSetup, i: number): Place {
  const { costs, limits, rebalanceMin } = setup
  const { id, base, quote, tickSize, lotSize } = setup.instruments[i] as Instrument
  const { positionMax, grossMax, concentrationMax, tradeLossMax, dailyLossMax } = limits
  const { drawdownHalt, orderNotionalMin, orderNotionalMax, isLongOnly } = limits
  return {
    instrument: { id, base, quote, tickSize, lotSize },
    barUs: setup.intervalsUs[i] as number,
    fees: {
      makerRate: costs.feeMakerPpm / million,
      takerRate: costs.feeTakerPpm / million,
      slippage: costs.slippage,
    },
    limits: {
      ...{ positionMax, grossMax, concentrationMax, tradeLossMax, dailyLossMax },
      ...{ drawdownHalt, rebalanceMin, orderNotionalMin, orderNotionalMax, isLongOnly },
    },
  }
}
