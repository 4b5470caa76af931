import { type ReactNode, useState } from 'react'
import { gridOf, instrumentName } from '../format/instrument-name.ts'
import { numberText } from '../format/number-text.ts'
import { useDesk } from '../state/use-desk.ts'
import { AskDialog, type DialogProps } from './ask-dialog.tsx'
import { useAsk } from './use-ask.ts'

const choices = [
  {
    hold: false,
    name: 'Close everything',
    meaning: 'Positions are closed and checked fill by fill; then their stops go.',
  },
  {
    hold: true,
    name: 'Hold',
    meaning: 'Positions stay as they are, with their stops.',
  },
]

/** The kill switch, at its second press. */
export function KillDialog({ close }: DialogProps): ReactNode {
  const asking = useAsk(close)
  const [hold, choose] = useState(false)
  return (
    <AskDialog
      title="Kill"
      verb={hold ? 'Kill and hold' : 'Kill and close everything'}
      isGrave
      reasonNote="may be left empty"
      asking={asking}
      close={close}
      submit={(reason) =>
        asking.ask({
          path: '/api/kill',
          body: { hold, reason: reason === '' ? 'killed from the page' : reason },
        })
      }
    >
      <p>No new risk from now on. Open orders are taken back, except protective stops.</p>
      <fieldset className="choices">
        <legend className="unseen">What becomes of positions</legend>
        {choices.map((choice) => (
          <label key={choice.name} className="choice">
            <input
              type="radio"
              name="hold"
              checked={hold === choice.hold}
              onChange={() => choose(choice.hold)}
            />
            <span>
              <strong>{choice.name}</strong>
              <br />
              {choice.meaning}
            </span>
          </label>
        ))}
      </fieldset>
      <Held />
      {asking.answer === undefined ? null : (
        <p>
          <strong>
            Other ways: coinswarm kill in a terminal, or a file named KILL in the desk's folder.
          </strong>
        </p>
      )}
    </AskDialog>
  )
}

function Held(): ReactNode {
  const desk = useDesk('desk')
  const held = useDesk('positions').filter((row) => row.quantity !== 0)
  if (held.length === 0) return <p>Nothing is held now.</p>
  return (
    <p>
      Held now:{' '}
      {held
        .map(({ instrument, quantity }) => {
          const size = numberText(Math.abs(quantity), gridOf(desk, instrument).quantity)
          return `${instrumentName(desk, instrument)} ${quantity > 0 ? 'long' : 'short'} ${size}`
        })
        .join(', ')}
      .
    </p>
  )
}
