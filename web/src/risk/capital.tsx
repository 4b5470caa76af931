import type { ReactNode } from 'react'
import { numberText, percentText } from '../format/number-text.ts'
import { Empty, Panel } from '../panel/panel.tsx'
import { useDesk, useRisk } from '../state/use-desk.ts'

/** Which tier the capital is in, and what running the desk costs. */
export function Capital(): ReactNode {
  const tier = useRisk('tier')
  const { currency } = useDesk('desk')
  const { equity } = useDesk('status')
  return (
    <Panel
      id="capital"
      title="Capital and cost"
      note="The tier sets limits, strategies and the budget for models. The cost is that of models, data, fees and hosting."
    >
      {tier === undefined ? (
        <Empty>The tier is not known.</Empty>
      ) : (
        <dl className="pairs capital">
          <Fact name="Tier" value={tier.name} />
          <Fact name="Next tier" value={nextText(tier.next, equity, currency)} />
          <Fact name="Cost a day" value={amount(tier.costPerDay, currency)} />
          <Fact
            name="To break even"
            value={tier.breakEven === null ? 'not known' : `${percentText(tier.breakEven)} a year`}
          />
        </dl>
      )}
    </Panel>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function nextText(next: number | null, equity: number, currency: string): string {
  if (next === null) return 'none, this is the last'
  return `at ${numberText(next, 0)} ${currency} (${percentText(equity / next, 0)} of it)`
}

function amount(value: number | null, currency: string): string {
  return value === null || !Number.isFinite(value)
    ? 'not known'
    : `${numberText(value, 2)} ${currency}`
}
