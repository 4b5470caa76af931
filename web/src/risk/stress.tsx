import type { ReactNode } from 'react'
import { amountText, nearestFirst } from '../format/limit-text.ts'
import { Empty, Panel } from '../panel/panel.tsx'
import { useDesk, useRisk } from '../state/use-desk.ts'
import { LimitBar } from './limit-bar.tsx'

/** What today's positions would lose in crises of the past and in made-up shocks. */
export function Stress(): ReactNode {
  const stress = useRisk('stress') ?? []
  const { currency } = useDesk('desk')
  const { equity } = useDesk('status')
  const bound = stress.filter(({ max }) => max < 1)
  const unbound = stress.filter(({ max }) => max >= 1)
  return (
    <Panel
      id="stress"
      title="Stress tests"
      note="What the positions held now would lose of equity if it happened again. The right end of a bar is the most that is allowed. An estimate, no promise."
    >
      {stress.length === 0 ? <Empty>No scenario has been figured yet.</Empty> : null}
      <ul className="limits small">
        {nearestFirst(bound, (row) => row.loss).map(({ scenario, label, loss, max }) => (
          <LimitBar
            key={scenario}
            label={label}
            was={loss}
            max={max}
            wasText={lossText(loss, max, { equity, currency })}
            maxText={`limit ${amountText(max, max, { unit: 'share', currency })}`}
          />
        ))}
      </ul>
      {unbound.map(({ scenario, label, loss, max }) => (
        <p key={scenario} className="note">
          {label}: {lossText(loss, max, { equity, currency })}. There is no limit on that.
        </p>
      ))}
    </Panel>
  )
}

type Purse = { readonly equity: number; readonly currency: string }

function lossText(loss: number, max: number, { equity, currency }: Purse): string {
  const share = amountText(Math.abs(loss), max, { unit: 'share', currency })
  if (loss < 0) return `gains ${share}`
  return `${share} (${amountText(loss * equity, max * equity, { unit: 'money', currency })})`
}
