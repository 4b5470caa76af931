import { type ReactNode, useMemo } from 'react'
import { useWord } from './address.ts'
import { Depth } from './market/depth.tsx'
import { MarketChart } from './market/market-chart.tsx'
import { decisionAt, decisionsOf, speakersOf, wishAt } from './market/opinion-rows.ts'
import { SaidThen } from './market/said-then.tsx'
import { VoiceGrid } from './market/voice-grid.tsx'
import { InstrumentTabs } from './panel/instrument-tabs.tsx'
import { Empty, Panel } from './panel/panel.tsx'
import { useDesk } from './state/use-desk.ts'
import { useSpan } from './chart/use-span.tsx'

/** One instrument: its bars, who wanted what at which of them, what was done, and its book. */
export function MarketPage(): ReactNode {
  const { instruments } = useDesk('desk')
  const decisions = useDesk('decisions')
  const [word, choose] = useWord('instrument', '')
  const [moment, pick] = useWord('bar', '')
  const instrument = instruments.find(({ id }) => id === word) ?? instruments[0]
  const id = instrument?.id ?? ''
  const rows = useMemo(() => decisionsOf(decisions, id), [decisions, id])
  const chosen = moment === '' ? rows.at(-1) : decisionAt(rows, Number(moment))
  if (instrument === undefined) return <NoInstrument />
  return (
    <div className="market">
      <ChartPanel {...{ instrument, rows, chosen, choose }} pick={(t) => pick(String(t))} />
      <div className="columns halves">
        <div className="column">
          <SaidThen row={chosen} />
        </div>
        <div className="column">
          <Depth id={id} />
        </div>
      </div>
    </div>
  )
}

type ChartPanelProps = {
  readonly instrument: { readonly id: string; readonly tickSize: number }
  readonly rows: ReturnType<typeof decisionsOf>
  readonly chosen: ReturnType<typeof decisionAt>
  readonly choose: (id: string) => void
  readonly pick: (t: number) => void
}

function ChartPanel({ instrument, rows, chosen, choose, pick }: ChartPanelProps): ReactNode {
  const { id, tickSize } = instrument
  const [whose, show] = useWord('opinions', 'committee')
  const [span, spanChoice] = useSpan()
  const wishes = useMemo(
    () =>
      rows.flatMap((row) => {
        const exposure = wishAt(row, whose)
        return exposure === undefined ? [] : [{ t: row.t, exposure, isChosen: row === chosen }]
      }),
    [rows, whose, chosen],
  )
  return (
    <Panel
      id="market"
      title="Market and opinions"
      note="Round marks: what was wanted, below the bar long, above it short, larger the more; a square is flat. B and S: what the desk bought and sold. Market time, UTC."
      tools={<Tools {...{ whose, show, spanChoice }} names={speakersOf(rows)} />}
    >
      <InstrumentTabs chosen={id} choose={choose} />
      <MarketChart key={id} {...{ id, tickSize, span, wishes, pick }} />
      <h3>Who wanted what, decision by decision</h3>
      {rows.length === 0 ? (
        <Empty>No decision about this instrument is told yet.</Empty>
      ) : (
        <VoiceGrid rows={rows} chosen={chosen} choose={pick} />
      )}
    </Panel>
  )
}

type ToolsProps = {
  readonly whose: string
  readonly show: (whose: string) => void
  readonly spanChoice: ReactNode
  readonly names: readonly string[]
}

function Tools({ whose, show, spanChoice, names }: ToolsProps): ReactNode {
  return (
    <div className="market-tools">
      <label className="field in-row">
        <span className="note">Opinions</span>
        <select value={whose} onChange={(event) => show(event.currentTarget.value)}>
          <option value="nobody">none on the chart</option>
          <option value="committee">of the committee</option>
          {names.map((name) => (
            <option key={name} value={name}>
              of {name}
            </option>
          ))}
        </select>
      </label>
      {spanChoice}
    </div>
  )
}

function NoInstrument(): ReactNode {
  const { name } = useDesk('desk')
  return (
    <Panel id="no-market" title="No instrument" note="Bars, opinions and books stand here.">
      <p>
        {name} trades nothing: name instruments when it is started, as in{' '}
        <code>coinswarm up --market generated</code>.
      </p>
    </Panel>
  )
}
