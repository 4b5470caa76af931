import type { ReactNode } from 'react'
import type { PlanRow } from '../../../src/app/risk-view.ts'
import { gridOf, instrumentName } from '../format/instrument-name.ts'
import { numberText, percentText } from '../format/number-text.ts'
import { Empty, Panel, Scroll } from '../panel/panel.tsx'
import { type Shape, Sign } from '../panel/sign.tsx'
import { useDesk, useRisk } from '../state/use-desk.ts'

const states: Readonly<Record<PlanRow['status'], { shape: Shape; word: string }>> = {
  waiting: { shape: 'ring', word: 'waiting' },
  running: { shape: 'play', word: 'running' },
  done: { shape: 'tick', word: 'done' },
  stuck: { shape: 'cross', word: 'stuck' },
}

/** What reduce would do, or how far it has come. */
export function Plan(): ReactNode {
  const plan = useRisk('plan')
  const isRunning = useRisk('isPlanRunning') ?? false
  const doneCount = plan?.filter((row) => row.status === 'done').length ?? 0
  return (
    <Panel
      id="plan"
      title={isRunning ? 'Closing positions now' : 'Plan to reduce'}
      note={
        isRunning
          ? `${doneCount} of ${plan?.length ?? 0} parts are closed. Each is checked against its fills.`
          : 'Nothing of this is running. It is what the mode reduce would do now, stage after stage.'
      }
    >
      <Scroll label="Plan">
        <PlanStages />
      </Scroll>
    </Panel>
  )
}

/** The stages alone; also shown to whoever is about to start them. */
export function PlanStages(): ReactNode {
  const plan = useRisk('plan')
  if (plan === undefined) return <Empty>The plan is not known.</Empty>
  if (plan.length === 0) return <Empty>Nothing is held, so there is nothing to close.</Empty>
  const stages = [...new Set(plan.map((row) => row.stage))].toSorted((a, b) => a - b)
  return (
    <ol className="stages">
      {stages.map((stage) => (
        <Stage key={stage} stage={stage} rows={plan.filter((row) => row.stage === stage)} />
      ))}
    </ol>
  )
}

type StageProps = { readonly stage: number; readonly rows: readonly PlanRow[] }

function Stage({ stage, rows }: StageProps): ReactNode {
  const isRunning = useRisk('isPlanRunning') ?? false
  return (
    <li>
      {isRunning ? <StageProgress stage={stage} rows={rows} /> : <strong>Stage {stage}</strong>}
      <ul>
        {rows.map((row) => (
          <Part key={row.instrument} row={row} isRunning={isRunning} />
        ))}
      </ul>
    </li>
  )
}

function StageProgress({ stage, rows }: StageProps): ReactNode {
  const status = statusOf(rows)
  const done = rows.reduce((sum, row) => sum + shareOf(row.done), 0) / rows.length
  return (
    <div className={`stage stage-${status}`}>
      <p className="stage-head">
        <Sign shape={states[status].shape} />
        <strong>Stage {stage}</strong>
        <span className="stage-word">{states[status].word}</span>
        <strong className="stage-part">{percentText(Math.floor(done * 100) / 100, 0)}</strong>
      </p>
      <div
        className="bar"
        role="progressbar"
        aria-label={`Stage ${stage}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(done * 100)}
      >
        <div className="bar-used" style={{ width: `${done * 100}%` }} />
      </div>
    </div>
  )
}

type PartProps = { readonly row: PlanRow; readonly isRunning: boolean }

function Part({ row, isRunning }: PartProps): ReactNode {
  const desk = useDesk('desk')
  return (
    <li className={`part part-${row.status}`}>
      <span>{instrumentName(desk, row.instrument)}</span>
      <span>close {numberText(row.quantity, gridOf(desk, row.instrument).quantity)}</span>
      <span className="part-word">{isRunning ? progressText(row) : null}</span>
    </li>
  )
}

function progressText({ status, done }: PlanRow): string {
  const { word } = states[status]
  const isPartly = status === 'running' || status === 'stuck'
  return isPartly ? `${word} at ${percentText(Math.floor(shareOf(done) * 100) / 100, 0)}` : word
}

function statusOf(rows: readonly PlanRow[]): PlanRow['status'] {
  for (const status of ['stuck', 'running'] as const)
    if (rows.some((row) => row.status === status)) return status
  if (rows.every((row) => row.status === 'done')) return 'done'
  return rows.some((row) => row.status === 'done') ? 'running' : 'waiting'
}

function shareOf(done: number): number {
  return Number.isFinite(done) ? Math.min(1, Math.max(0, done)) : 0
}
