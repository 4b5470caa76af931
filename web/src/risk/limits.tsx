import type { ReactNode } from 'react'
import type { LimitRow } from '../../../src/app/risk-view.ts'
import { amountText, nearestFirst } from '../format/limit-text.ts'
import { timeText } from '../format/time-text.ts'
import { Empty, Panel } from '../panel/panel.tsx'
import { useDesk, useRisk } from '../state/use-desk.ts'
import { ChangeLimit } from './change-limit.tsx'
import { LimitBar } from './limit-bar.tsx'

/** Every limit as a bar, the nearest on top. */
export function Limits(): ReactNode {
  const limits = useRisk('limits') ?? []
  return (
    <Panel
      id="limits"
      title="Limits"
      tools={<ChangeLimit />}
      note="The right end of a bar is its limit. The nearest stands on top; what is not known lets no new risk pass. Orders that reduce risk pass every limit."
    >
      {limits.length === 0 ? <Empty>The desk has named no limit yet.</Empty> : null}
      <LimitList rows={limits} />
    </Panel>
  )
}

/** @param max - Shows only the nearest. */
export function LimitList({
  rows,
  max = rows.length,
}: {
  readonly rows: readonly LimitRow[]
  readonly max?: number
}): ReactNode {
  return (
    <ul className="limits">
      {nearestFirst(rows, (row) => row.was)
        .slice(0, max)
        .map((row) => (
          <Limit key={row.name} row={row} />
        ))}
    </ul>
  )
}

function Limit({ row }: { readonly row: LimitRow }): ReactNode {
  const { label, was, max, unit, next } = row
  const { currency } = useDesk('desk')
  const text = (value: number | null): string => amountText(value, max, { unit, currency })
  return (
    <LimitBar label={label} was={was} max={max} wasText={text(was)} maxText={`of ${text(max)}`}>
      {next === undefined ? null : (
        <p className="note">
          From {timeText(next.t)} UTC on the limit is {text(next.max)}.
        </p>
      )}
    </LimitBar>
  )
}
