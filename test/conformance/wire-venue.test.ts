import { describeVenue } from './venue.ts'
import { wireVenue } from './wire-venue.ts'

describeVenue(
  wireVenue('binance', {
    gtd: 'Binance spot has no order good till a time',
    'reduce-only': 'Binance spot has no reduce-only order',
    bracket: 'its lists are tested with its dialect',
  }),
)
describeVenue(
  wireVenue('kraken', {
    oco: 'Kraken has no one-cancels-other pair',
    bracket: 'Kraken has no bracket',
  }),
)
