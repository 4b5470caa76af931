import type { ReactNode } from 'react'
import type { NightLine } from '../../../src/app/record/night-lines.ts'
import type { ThoughtLine } from '../../../src/app/record/thought-lines.ts'
import { numberText } from '../format/number-text.ts'
import { dollarText } from './money-text.ts'
import { nightWords } from './night-words.ts'

type FiguresProps = {
  readonly nights: readonly NightLine[] | undefined
  readonly thoughts: readonly ThoughtLine[] | undefined
}

/** What there was of nights, and what models used in them. */
export function ThoughtFigures({ nights = [], thoughts = [] }: FiguresProps): ReactNode {
  if (nights.length === 0 && thoughts.length === 0) return null
  const ended = (outcome: string): number => nights.filter((of) => of.outcome === outcome).length
  const quiet = nights.filter((of) => nightWords(of).isWell).length - ended('to-the-shadow')
  const failed = ended('failed')
  const tokens = thoughts.reduce((sum, of) => sum + of.tokensIn + of.tokensOut, 0)
  const cost = thoughts.reduce((sum, of) => sum + of.costMicroUsd, 0)
  const mute = thoughts.filter(({ outcome }) => outcome !== 'text').length
  return (
    <dl className="figures six">
      <Figure name="Nights" value={numberText(nights.length, 0)}>
        {nights.length === 0 ? 'none yet' : 'of the strategist'}
      </Figure>
      <Figure name="Changed nothing" value={numberText(quiet, 0)}>
        as it should be, most times
      </Figure>
      <Figure name="Put on trial" value={numberText(ended('to-the-shadow'), 0)}>
        passed the gate
      </Figure>
      <Figure name="Failed" value={numberText(failed, 0)}>
        {failed === 0 ? 'nothing went wrong' : 'and changed nothing'}
      </Figure>
      <Figure name="Tokens" value={numberText(tokens, 0)}>
        in {numberText(thoughts.length, 0)} questions
      </Figure>
      <Figure name="Cost" value={dollarText(cost)}>
        {mute === 0 ? 'all were answered' : `${numberText(mute, 0)} without a whole answer`}
      </Figure>
    </dl>
  )
}

type FigureProps = {
  readonly name: string
  readonly value: string
  readonly children: ReactNode
}

function Figure({ name, value, children }: FigureProps): ReactNode {
  return (
    <div className="figure">
      <dt className="note">{name}</dt>
      <dd>
        <span className="plain-figure">{value}</span>
        <span className="note">{children}</span>
      </dd>
    </div>
  )
}
