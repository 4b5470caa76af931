import type { ReactNode } from 'react'
import type { ThoughtLine } from '../../../src/app/record/thought-lines.ts'
import { numberText } from '../format/number-text.ts'
import { fullTimeText } from '../format/time-text.ts'
import { Empty, Panel, Scroll } from '../panel/panel.tsx'
import { Sign } from '../panel/sign.tsx'
import type { Told } from '../record/use-record.ts'
import { sinceText } from '../strategy/version-text.ts'
import { usePages } from '../swarm/pager.tsx'
import { dollarText } from './money-text.ts'

const rowsMax = 12

type ListProps = {
  readonly view: Told<readonly ThoughtLine[]>
  readonly chosen: string
  readonly choose: (id: string) => void
}

/** What models were asked, with what each answer used. */
export function ThoughtList({ view, chosen, choose }: ListProps): ReactNode {
  const thoughts = view.told ?? []
  const [shown, pager] = usePages(thoughts, rowsMax, 'Pages of the thoughts')
  return (
    <Panel
      id="thoughts"
      title="Asked of models"
      count={thoughts.length}
      csv={{ rows: () => thoughts }}
      note="A model proposes and reads; it has no tools, and nothing it says is an order. Every reply is kept before anybody acts on it."
    >
      {thoughts.length === 0 ? (
        <NoThought view={view} />
      ) : (
        <Scroll label="Thoughts">
          <table className="thought-table">
            <caption className="unseen">Newest first</caption>
            <thead>
              <tr>
                <th scope="col">For</th>
                <th scope="col">Came to</th>
                <th scope="col" className="number">
                  Tokens
                </th>
                <th scope="col" className="number">
                  Cost
                </th>
                <th scope="col" className="roomy">
                  Time, UTC
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((thought) => (
                <Row
                  key={thought.id}
                  thought={thought}
                  isChosen={thought.id === chosen}
                  choose={choose}
                />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {pager}
    </Panel>
  )
}

type RowProps = {
  readonly thought: ThoughtLine
  readonly isChosen: boolean
  readonly choose: (id: string) => void
}

function Row({ thought, isChosen, choose }: RowProps): ReactNode {
  const { id, purpose, cycle, model, outcome, tokensIn, tokensOut, costMicroUsd, t } = thought
  const isText = outcome === 'text'
  return (
    <tr className={isChosen ? 'chosen' : undefined}>
      <th scope="row">
        <button
          type="button"
          className="agent-link"
          aria-pressed={isChosen}
          onClick={() => choose(id)}
        >
          {purpose}
        </button>
        <span className="note block">
          {cycle}, {model}
        </span>
      </th>
      <td className={isText ? undefined : 'down'}>
        <Sign shape={isText ? 'tick' : 'warning'} /> {isText ? 'answer' : outcome}
      </td>
      <td className="number" title={`${tokensIn} in, ${tokensOut} out`}>
        {numberText(tokensIn + tokensOut, 0)}
      </td>
      <td className="number">{dollarText(costMicroUsd)}</td>
      <td className="roomy" title={fullTimeText(t)}>
        {sinceText(t)}
      </td>
    </tr>
  )
}

function NoThought({ view }: Pick<ListProps, 'view'>): ReactNode {
  if (view.told === undefined)
    return <Empty>{view.failure === '' ? 'Reading.' : view.failure}</Empty>
  return (
    <>
      <Empty>
        No model was asked yet, and none has to be: without one, strategies are bred by chance and
        by what was tried. To ask one, name it in <code>coinswarm.toml</code>:
      </Empty>
      <pre className="snippet">
        {
          '[model]\nprovider = "anthropic"\nname = "claude-opus-5-5"\nkeyFile = "anthropic.key"\ntokensPerDay = 1500000\ndollarsPerDay = 5'
        }
      </pre>
      <p className="note">
        Then <code>coinswarm strategy evolve --author model</code> asks it each night.
      </p>
    </>
  )
}
