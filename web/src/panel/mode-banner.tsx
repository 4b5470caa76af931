import type { ReactNode } from 'react'
import { Controls } from '../control/controls.tsx'
import { limitUse } from '../format/limit-text.ts'
import { fullTimeText, timeText } from '../format/time-text.ts'
import { useDesk, useLink, useRisk } from '../state/use-desk.ts'
import { type Shape, Sign } from './sign.tsx'

const signs: Readonly<Record<string, Shape>> = {
  normal: 'well',
  pause: 'bars',
  reduce: 'down',
  emergency: 'stop',
}

/** The shape that stands for a mode. */
export function modeSign(mode: string): Shape {
  return signs[mode] ?? 'warning'
}

/** The mode in letters for the far end of a room, why it is so, and the switches. */
export function ModeBanner(): ReactNode {
  const { mode, modeReason } = useDesk('status')
  const doubt = useDoubt()
  // Normal by name only: what is not known lets no new risk pass.
  const isHeld = doubt !== undefined && mode === 'normal'
  return (
    <section className={`mode mode-${isHeld ? 'held' : mode}`} aria-label="Mode of the desk">
      <p className="mode-name" data-mode={mode}>
        <Sign shape={isHeld ? 'warning' : modeSign(mode)} />
        <strong>{mode}</strong>
      </p>
      <div className="mode-said" role="status">
        <p>
          <span className="unseen">Mode {mode}. </span>
          <strong>{doubt ?? <Meaning />}</strong>
        </p>
        <p className="mode-reason">
          {modeReason} <Since />
        </p>
        <Bounds />
      </div>
      <Controls />
    </section>
  )
}

/** What keeps the mode from being all there is to know; `undefined` when nothing does. */
function useDoubt(): string | undefined {
  const link = useLink()
  const { mode, isStale, isFinished } = useDesk('status')
  const kinds = useLimitKinds()
  if (link.kind !== 'live') return 'As last heard. What the desk does now is not known here.'
  if (mode !== 'normal' || isFinished) return undefined
  if (isStale) return 'No new risk while prices are stale.'
  if (kinds === undefined) return 'How far limits are used is not known.'
  return kinds.includes('unknown') ? 'No new risk while a limit is not known.' : undefined
}

function Meaning(): ReactNode {
  const { mode, isFinished } = useDesk('status')
  const isPlanRunning = useRisk('isPlanRunning') ?? false
  const isHold = useRisk('isHold') ?? false
  if (isFinished) return 'The recording has ended; nothing is traded any more.'
  if (mode === 'normal') return 'Trading within its limits.'
  if (mode === 'pause') return 'No new risk. What is held keeps its stops.'
  if (isPlanRunning)
    return `No new risk. Closing positions ${mode === 'reduce' ? 'in stages' : 'now'}.`
  return isHold ? 'No new risk. Positions and their stops are held.' : 'No new risk.'
}

/** Since when, where the newest change is the one in force. */
function Since(): ReactNode {
  const { mode } = useDesk('status')
  const latest = useRisk('modes')?.[0]
  if (latest === undefined || latest.to !== mode) return null
  return (
    <span className="note" title={fullTimeText(latest.t)}>
      since {timeText(latest.t)} UTC
    </span>
  )
}

/** What binds although the mode may say that all is well. */
function Bounds(): ReactNode {
  const kinds = useLimitKinds()
  const breakers = useRisk('breakers') ?? []
  const isCrisis = useRisk('isCrisis') ?? false
  if (kinds === undefined) return null
  const count = (kind: string): number => kinds.filter((each) => each === kind).length
  const said = [
    isCrisis ? 'Crisis: sizes are halved' : '',
    sentence(count('unknown'), 'limit is not known', 'limits are not known'),
    sentence(count('over'), 'limit is used up', 'limits are used up'),
    sentence(
      breakers.filter((row) => row.state === 'open').length,
      'breaker is open',
      'breakers are open',
    ),
  ].filter((text) => text !== '')
  if (said.length === 0) return null
  return (
    <p className="bound">
      <Sign shape="warning" /> {said.join(' · ')}
    </p>
  )
}

function useLimitKinds(): readonly string[] | undefined {
  return useRisk('limits')?.map(({ was, max }) => limitUse(was, max).kind)
}

function sentence(count: number, one: string, many: string): string {
  if (count === 0) return ''
  return `${count} ${count === 1 ? one : many}`
}
