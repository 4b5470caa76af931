import type { ReactNode } from 'react'
import type { DecisionRow } from '../../../src/app/desk-view.ts'
import { gridOf } from '../format/instrument-name.ts'
import { numberText } from '../format/number-text.ts'
import { fullTimeText } from '../format/time-text.ts'
import { wishText } from '../format/wish-text.ts'
import { Empty, Panel } from '../panel/panel.tsx'
import { toneOf } from '../panel/side.tsx'
import { useDesk } from '../state/use-desk.ts'

/** Who wanted what at one bar, why, and what became of it. */
export function SaidThen({ row }: { readonly row: DecisionRow | undefined }): ReactNode {
  return (
    <Panel
      id="said-then"
      title="Wanted at this bar"
      note="The share of equity each agent wanted and why. Press a bar of the chart or a column of the grid for another one."
    >
      {row === undefined ? (
        <Empty>
          Nobody has said anything of it yet: agents are silent until they have seen enough bars.
        </Empty>
      ) : (
        <Said row={row} />
      )}
    </Panel>
  )
}

function Said({ row }: { readonly row: DecisionRow }): ReactNode {
  const desk = useDesk('desk')
  const { t, exposure, confidence, dissent, outcome, voices, stop, target, instrument } = row
  const price = (value: number): string => numberText(value, gridOf(desk, instrument).price)
  return (
    <>
      <p className="episode-head">
        <strong className={toneOf(exposure)}>{wishText(exposure)}</strong>
        <span className="note">{fullTimeText(t)}</span>
      </p>
      <p className="outcome">{outcome}</p>
      <p className="note">
        Together sure {numberText(confidence, 2)}, dissent {numberText(dissent, 2)}
        {stop === null ? '' : `, stop ${price(stop)}`}
        {target === null ? '' : `, target ${price(target)}`}
      </p>
      <ul className="findings said-list">
        {voices.map((voice) => (
          <li key={voice.agent}>
            <span className="version-head">
              <strong>{voice.agent}</strong>
              <span className={toneOf(voice.exposure)}>{wishText(voice.exposure)}</span>
              <span className="note">sure {numberText(voice.confidence, 2)}</span>
            </span>
            <span className="wraps">{voice.because}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
