import { Fragment, type ReactNode } from 'react'
import type { SourceLine } from '../../../src/app/record/source-lines.ts'
import { numberText } from '../format/number-text.ts'
import { ageText, momentText } from '../format/time-text.ts'
import { Empty, Panel, Scroll } from '../panel/panel.tsx'
import { Sign } from '../panel/sign.tsx'
import { useWatched } from '../record/use-record.ts'
import { figureText } from '../strategy/version-text.ts'

/** What is known beside the market, how old it is, and what abstains and why. */
export function Sources(): ReactNode {
  const { told, failure } = useWatched('sources', {})
  const rows = told?.rows ?? []
  const speaking = rows.filter(({ abstains }) => abstains === '').length
  return (
    <Panel
      id="sources"
      title="Sources beside the market"
      count={rows.length}
      csv={{ rows: () => rows }}
      note="As it was known at the desk's own time. What says nothing abstains; who looks at it is silent, and nothing is made up in its place."
    >
      {told === undefined ? (
        <Empty>{failure === '' ? 'Reading.' : failure}</Empty>
      ) : !told.isGiven ? (
        <NoSources />
      ) : rows.length === 0 ? (
        <Empty>
          No file of the folder is one of a source that is known; <code>docs/sources.md</code> says
          how they are named.
        </Empty>
      ) : (
        <>
          <p className="research-sum">
            {numberText(speaking, 0)} of {numberText(rows.length, 0)} speak as of{' '}
            {momentText(told.t)}.
          </p>
          <SourceTable rows={spokenFirst(rows)} at={told.t} />
        </>
      )}
      {told === undefined || told.passedOver.length === 0 ? null : (
        <>
          <h3>Passed over</h3>
          <ul className="findings">
            {told.passedOver.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  )
}

/** What speaks first, then what did, then what never has. */
function spokenFirst(rows: readonly SourceLine[]): readonly SourceLine[] {
  const place = ({ abstains, observations }: SourceLine): number =>
    abstains === '' ? 0 : observations > 0 ? 1 : 2
  return rows.toSorted((a, b) => place(a) - place(b))
}

function NoSources(): ReactNode {
  return (
    <>
      <Empty>
        This desk looks at bars alone. Commits, macro, funding and talk come from files; name their
        folder in <code>coinswarm.toml</code>:
      </Empty>
      <pre className="snippet">{'[sources]\nfolder = "my-sources"'}</pre>
      <p className="note">
        <code>coinswarm sources --data my-sources</code> shows what is in it first.
      </p>
    </>
  )
}

type TableProps = { readonly rows: readonly SourceLine[]; readonly at: number }

function SourceTable({ rows, at }: TableProps): ReactNode {
  return (
    <Scroll label="Sources">
      <table>
        <caption className="unseen">Columns of sources</caption>
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Now</th>
            <th scope="col" className="number">
              Age
            </th>
            <th scope="col" className="number">
              Known
            </th>
            <th scope="col" className="number roomy">
              Silent
            </th>
            <th scope="col" className="number roomy">
              Stuck
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={`${row.name} ${row.about} ${row.source}`} row={row} at={at} />
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

function Row({ row, at }: { readonly row: SourceLine; readonly at: number }): ReactNode {
  const { name, about, kind, observations, newest, value, abstains, silent, constant } = row
  const speaks = abstains === ''
  return (
    <tr>
      <th scope="row">
        {name.split('.').map((part, i) => (
          <Fragment key={part}>
            {i === 0 ? null : <wbr />}
            {i === 0 ? part : `.${part}`}
          </Fragment>
        ))}
        <span className="note block">
          {about}, {kind}
        </span>
      </th>
      <td className="wraps">
        <span className={speaks ? 'up' : 'down'}>
          <Sign shape={speaks ? 'tick' : 'warning'} />{' '}
          {speaks && value !== null ? figureText(value) : 'abstains'}
        </span>
        {speaks ? null : <span className="note block">{abstains}</span>}
      </td>
      <td className="number">{newest === null ? 'n/a' : ageText(at - newest)}</td>
      <td className="number">{numberText(observations, 0)}</td>
      <td className={silent > 0 ? 'number roomy down' : 'number roomy'}>{silent}</td>
      <td className={constant > 0 ? 'number roomy down' : 'number roomy'}>{constant}</td>
    </tr>
  )
}
