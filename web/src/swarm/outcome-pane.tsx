import type { ReactNode } from 'react'
import type { FillPoint, JournalRow } from '../../../src/app/desk-view.ts'
import { gridOf } from '../format/instrument-name.ts'
import { numberText, percentText } from '../format/number-text.ts'
import { fullTimeText, timesOf } from '../format/time-text.ts'
import { wishText } from '../format/wish-text.ts'
import { Empty } from '../panel/panel.tsx'
import { Result, Side } from '../panel/side.tsx'
import { useDesk } from '../state/use-desk.ts'
import type { Scene } from './scene.ts'

type Shown = { readonly scene: Scene }

/** The one wish that was made of all opinions. */
export function WishPane({ scene: { row, decision, isLatest } }: Shown): ReactNode {
  const desk = useDesk('desk')
  const price = (value: number | null | undefined): string =>
    value === null || value === undefined
      ? 'none'
      : numberText(value, gridOf(desk, row.instrument).price)
  const { exposure, confidence, dissent } = decision ?? row
  return (
    <>
      <p className="note">
        Voices up to an hour, up to a day and beyond are pooled apart and then netted. What is
        wished for shrinks with the edge over even odds: voices that have shown nothing come to a
        wish for nothing.
      </p>
      <dl className="pairs wish-pairs">
        <Pair name="Wish, of equity" value={wishText(exposure)} />
        <Pair name="Sure" value={numberText(confidence, 3)} />
        <Pair name="Dissent" value={numberText(dissent, 3)} />
        <Pair name="Stop" value={price(decision?.stop)} />
        <Pair name="Target" value={price(decision?.target)} />
        {isLatest ? (
          <>
            <Pair name="Wish as of now" value={wishText(row.exposure)} />
            <Pair name="Conflict now" value={percentText(row.conflict, 0)} />
            <Pair name="Market" value={row.regime} />
          </>
        ) : null}
      </dl>
    </>
  )
}

function Pair({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

/** What risk made of the wish, with the limit and its numbers. */
export function RiskPane({ scene: { decision, trail } }: Shown): ReactNode {
  if (decision === undefined || trail === undefined) return <NoDecision />
  const words = {
    passed: 'An order was wanted and passed every limit.',
    cut: 'An order was wanted and made smaller by a limit.',
    refused: 'An order was wanted and refused.',
    idle: 'No new order was wanted: what is held is near enough to the wish, or nothing is sent.',
  }
  return (
    <>
      <p>{words[trail.verdict]}</p>
      <p className={trail.verdict === 'refused' ? 'outcome refused' : 'outcome'}>
        {decision.outcome}
      </p>
      <Records rows={trail.risk} isRecorded={trail.isRecorded} what="refusal or cut" />
    </>
  )
}

/** The orders that left because of it, and what became of them at the exchange. */
export function OrderPane({ scene: { row, trail } }: Shown): ReactNode {
  const orders = useDesk('orders').filter(({ instrument }) => instrument === row.instrument)
  const open = orders.map(({ id, side, role }) => `${id} (${role}, ${side})`)
  if (trail === undefined) return <NoDecision />
  return (
    <>
      <Records rows={trail.orders} isRecorded={trail.isRecorded} what="order" />
      <p className="note">
        {orders.length === 0 ? 'No order is open here now.' : `Open here now: ${open.join(', ')}.`}
      </p>
    </>
  )
}

/** What was executed until the next decision. */
export function FillsPane({ scene: { row, trail } }: Shown): ReactNode {
  if (trail === undefined) return <NoDecision />
  if (trail.fills.length === 0)
    return <Empty>Nothing was filled here between this decision and the next.</Empty>
  const timeOf = timesOf(trail.fills)
  return (
    <ul className="records">
      {trail.fills.map((fill, i) => (
        <li key={`${fill.t} ${trail.fills.length - i}`}>
          <time className="note" title={fullTimeText(fill.t)}>
            {timeOf(fill.t)}
          </time>
          <Filled fill={fill} instrument={row.instrument} />
        </li>
      ))}
    </ul>
  )
}

function Filled({
  fill: { side, role, quantity, price, fee, realised },
  instrument,
}: {
  readonly fill: FillPoint
  readonly instrument: string
}): ReactNode {
  const desk = useDesk('desk')
  const grid = gridOf(desk, instrument)
  const size = `${numberText(quantity, grid.quantity)} at ${numberText(price, grid.price)}`
  return (
    <span>
      <Side side={side} /> {size}{' '}
      <span className="note">
        ({role}), fee {numberText(fee, 2)} {desk.currency}
      </span>
      {realised === 0 ? null : (
        <>
          {', result '}
          <Result value={realised} />
        </>
      )}
    </span>
  )
}

type RecordsProps = {
  readonly rows: readonly JournalRow[]
  readonly isRecorded: boolean
  readonly what: string
}

/** Rows of the journal, by the number under which it can be found there. */
function Records({ rows, isRecorded, what }: RecordsProps): ReactNode {
  const timeOf = timesOf(rows)
  if (rows.length === 0)
    return (
      <Empty>
        {isRecorded
          ? `There is no ${what} in the journal between this decision and the next.`
          : 'The page no longer holds the journal of that time; the desk does.'}
      </Empty>
    )
  return (
    <ul className="records">
      {rows.map(({ sequence, t, kind, text }) => (
        <li key={sequence}>
          <time className="note" title={fullTimeText(t)}>
            {timeOf(t)}
          </time>
          <span>
            <strong>{kind}</strong> {text} <span className="note">journal no. {sequence}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}

function NoDecision(): ReactNode {
  return <Empty>Nothing was decided here yet, so nothing came of it.</Empty>
}
