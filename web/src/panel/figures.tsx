import type { ReactNode } from 'react'
import { numberText, percentText, signedPercentText, signedText } from '../format/number-text.ts'
import { timeText } from '../format/time-text.ts'
import { useDesk } from '../state/use-desk.ts'
import { Champion } from './champion.tsx'
import { toneOf } from './side.tsx'
import { Term } from './term.tsx'

/** The run in eight numbers. Money in the desk's currency. */
export function Figures(): ReactNode {
  const { currency } = useDesk('desk')
  const { moneyAsOf } = useDesk('status')
  return (
    <>
      {moneyAsOf === undefined ? null : (
        <p className="note as-of">
          Money is as of {timeText(moneyAsOf)} UTC. What keeps the desk safe is as of now.
        </p>
      )}
      <Champion />
      <dl className="figures" aria-label={`Figures, money in ${currency}`}>
        <Outcome />
        <Parts />
        <RiskTaken />
      </dl>
    </>
  )
}

/** What the desk is worth, and what it won or lost. */
function Outcome(): ReactNode {
  const { startEquity, currency } = useDesk('desk')
  const { equity, cash } = useDesk('status')
  const pnl = equity - startEquity
  return (
    <>
      <Figure
        name="Equity"
        meaning={`Cash plus what is held at the latest price, in ${currency}. The desk began with ${numberText(startEquity, 0)}.`}
        note={`${numberText(cash, 2)} cash`}
        value={numberText(equity, 2)}
        unit={currency}
      />
      <Figure
        name="Profit or loss"
        meaning="Equity now minus equity at the start, after fees. This is paper money."
        note={`${signedPercentText(pnl / startEquity, 2)} since start`}
        value={signedText(pnl, 2)}
        tone={toneOf(pnl)}
      />
    </>
  )
}

/** What that result is made of. */
function Parts(): ReactNode {
  const { realisedPnl, unrealisedPnl, fees } = useDesk('status')
  return (
    <>
      <Figure
        name="Realised"
        meaning="Won or lost by positions already closed, before fees."
        note="closed positions"
        value={signedText(realisedPnl, 2)}
        tone={toneOf(realisedPnl)}
      />
      <Figure
        name="Unrealised"
        meaning="What the open positions would win or lose if they were closed at the latest price, before fees."
        note="open positions"
        value={signedText(unrealisedPnl, 2)}
        tone={toneOf(unrealisedPnl)}
      />
      <Figure
        name="Fees"
        meaning="Paid to the simulated exchange so far."
        note="paid so far"
        value={numberText(fees, 2)}
      />
    </>
  )
}

function RiskTaken(): ReactNode {
  const { drawdown, exposure, trades, bars } = useDesk('status')
  return (
    <>
      <Figure
        name="Drawdown"
        meaning="How far equity is below its highest point so far."
        note="below the peak"
        value={percentText(drawdown, 2)}
      />
      <Figure
        name="Exposure"
        meaning="The value of all positions, long and short added up, as a share of equity. 0 % is flat."
        note="of equity at work"
        value={percentText(exposure, 1)}
      />
      <Figure
        name="Trades"
        meaning="Positions opened and closed again. Bars are the price bars seen so far."
        note={`${numberText(bars, 0)} bars seen`}
        value={numberText(trades, 0)}
      />
    </>
  )
}

type FigureProps = {
  readonly name: string
  readonly meaning: string
  readonly note: string
  readonly value: string
  readonly unit?: string
  readonly tone?: string
}

/** One number with its meaning and a note. */
export function Figure({
  name,
  meaning,
  note,
  value,
  unit = '',
  tone = '',
}: FigureProps): ReactNode {
  return (
    <div className="figure">
      <dt>
        <Term name={name} meaning={meaning} />
      </dt>
      <dd className="figure-value">
        <Fitted text={value} tone={tone} unit={unit} />
      </dd>
      <dd className="note">{note}</dd>
    </div>
  )
}

type FittedProps = { readonly text: string; readonly tone: string; readonly unit: string }

/** In letters as large as its cell allows: no sum is too long to be read whole. */
function Fitted({ text, tone, unit }: FittedProps): ReactNode {
  // The unit is written half as large.
  const chars = text.length + (unit === '' ? 0 : (unit.length + 1) / 2)
  const fit = (element: HTMLElement | null): void =>
    element?.style.setProperty('--chars', String(chars))
  return (
    <span className={`fitted ${tone}`} ref={fit}>
      {text}
      {unit === '' ? null : <small> {unit}</small>}
    </span>
  )
}
