import type { Stretch } from '../sweep/sweep-plan.ts'
import type { BoxPlan } from './box-messages.ts'

const columns = ['ts', 'open', 'high', 'low', 'close', 'volume'] as const

/** A plan for a box: bars go along as copies, since no memory is shared with another process. */
export function planForBox({
  stretches,
  ...plan
}: Omit<BoxPlan, 'stretches'> & { readonly stretches: readonly Stretch[] }): BoxPlan {
  return {
    ...plan,
    stretches: stretches.map(({ market, ...rest }) => ({
      ...rest,
      market: market.map(({ bars, ...of }) => {
        const copies = columns.map((name) => [name, bars[name].slice(0, bars.length)] as const)
        return { ...of, columns: Object.fromEntries(copies) as Record<Column, Float64Array> }
      }),
    })),
  }
}

type Column = (typeof columns)[number]
