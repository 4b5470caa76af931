import { type ReactNode, useState } from 'react'
import { Sign } from '../panel/sign.tsx'
import { useDesk } from '../state/use-desk.ts'
import type { Answer } from './ask-desk.ts'
import { AnswerText } from './answer-text.tsx'
import { KillDialog } from './kill-dialog.tsx'
import { NormalDialog } from './normal-dialog.tsx'
import { ReduceDialog } from './reduce-dialog.tsx'
import { useAsk } from './use-ask.ts'

type Opened = 'kill' | 'reduce' | 'normal' | undefined

/**
 * The switches. Pause takes one press, as it only stops what is new; what closes positions takes
 * two, and the way back a reason.
 */
export function Controls(): ReactNode {
  const [opened, setOpened] = useState<Opened>()
  const [said, say] = useState<Answer>()
  const pausing = useAsk()
  const open = (which: Opened): void => {
    say(undefined)
    setOpened(which)
  }
  const close = (answer?: Answer): void => {
    setOpened(undefined)
    if (answer !== undefined) say(answer)
  }
  const pause = (): void => {
    say(undefined)
    pausing.ask({ path: '/api/mode', body: { to: 'pause', reason: 'paused from the page' } })
  }
  return (
    <div className="controls">
      <Switches pause={pause} isPausing={pausing.isWaiting} open={open} />
      <AnswerText answer={said ?? pausing.answer} />
      {opened === 'kill' ? <KillDialog close={close} /> : null}
      {opened === 'reduce' ? <ReduceDialog close={close} /> : null}
      {opened === 'normal' ? <NormalDialog close={close} /> : null}
    </div>
  )
}

type SwitchesProps = {
  readonly pause: () => void
  readonly isPausing: boolean
  readonly open: (which: Opened) => void
}

function Switches({ pause, isPausing, open }: SwitchesProps): ReactNode {
  const { mode } = useDesk('status')
  const isReducing = mode === 'reduce' || mode === 'emergency'
  return (
    <div className="switches" role="group" aria-label="Switches">
      {mode === 'normal' ? (
        <button type="button" className="switch" disabled={isPausing} onClick={pause}>
          <Sign shape="bars" /> Pause
        </button>
      ) : (
        <button type="button" className="switch" onClick={() => open('normal')}>
          <Sign shape="play" /> Back to normal
        </button>
      )}
      {isReducing ? null : (
        <button type="button" className="switch" onClick={() => open('reduce')}>
          <Sign shape="down" /> Reduce
        </button>
      )}
      <button type="button" className="switch kill" onClick={() => open('kill')}>
        <Sign shape="stop" /> Kill
      </button>
    </div>
  )
}
