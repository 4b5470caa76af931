import type { Figure } from './figure.ts'
import { tableRows } from './page-part.ts'

/** How often the gate lets through what it should not, and what it should: from its page. */
export function gateRates(page: string): readonly Figure[] {
  return tableRows(page, 'strategies').map(
    ([strategies = '', tried = '', markets = '', passed = '', interval = '']): Figure => {
      const [low = Number.NaN, high = Number.NaN] = interval.split(' to ').map(Number.parseFloat)
      return {
        name: `${strategies}, ${tried} tried, ${markets} markets: passed`,
        asked: askedOf(strategies, tried),
        value: Number.parseFloat(passed),
        unit: '%',
        spread: [low, high],
        status: 'measured',
      }
    },
  )
}

/** Nothing of a Sharpe of 1.5 among a hundred: in three years luck looks the same. */
function askedOf(strategies: string, tried: string): string {
  if (strategies.startsWith('noise')) return '<= 5 %'
  return strategies.endsWith(' 1.5') && tried !== '1' ? '' : '>= 80 %'
}
