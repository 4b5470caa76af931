import type { ReactNode } from 'react'
import type { RunLine } from '../../../src/app/record/run-shelf.ts'
import { fullTimeText, momentText } from '../format/time-text.ts'
import { Empty, Panel, Scroll } from '../panel/panel.tsx'
import type { Told } from '../record/use-record.ts'

type ListProps = {
  readonly view: Told<readonly RunLine[]>
  readonly chosen: string
  readonly choose: (id: string) => void
}

/** Runs whose pages are kept, the newest first. */
export function RunList({ view, chosen, choose }: ListProps): ReactNode {
  const runs = view.told ?? []
  return (
    <Panel
      id="runs"
      title="Runs"
      count={runs.length}
      csv={{ rows: () => runs }}
      note="Every page that a backtest, sweep, walk, experiment or report wrote with --report, the newest hundred with their page. Press one to read it."
    >
      {runs.length === 0 ? (
        <NoRun view={view} />
      ) : (
        <Scroll label="Runs">
          <table className="run-table">
            <caption className="unseen">Newest first</caption>
            <thead>
              <tr>
                <th scope="col">Run</th>
                <th scope="col" className="roomy">
                  Came to
                </th>
                <th scope="col">Made, UTC</th>
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <Row key={run.id} run={run} isChosen={run.id === chosen} choose={choose} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Panel>
  )
}

type RowProps = {
  readonly run: RunLine
  readonly isChosen: boolean
  readonly choose: (id: string) => void
}

function Row({ run, isChosen, choose }: RowProps): ReactNode {
  const { id, title, command, hash, verdict, hasPage, t } = run
  return (
    <tr className={isChosen ? 'chosen' : undefined}>
      <th scope="row">
        <button
          type="button"
          className="agent-link"
          aria-pressed={isChosen}
          onClick={() => choose(id)}
        >
          {title}
        </button>
        <span className="note block">
          {command}, hash {hash.slice(0, 12)}
          {hasPage ? '' : ', page gone'}
        </span>
      </th>
      <td className="wraps roomy">{verdict}</td>
      <td title={fullTimeText(t)}>{momentText(t)}</td>
    </tr>
  )
}

function NoRun({ view }: Pick<ListProps, 'view'>): ReactNode {
  if (view.told === undefined)
    return <Empty>{view.failure === '' ? 'Reading.' : view.failure}</Empty>
  return (
    <>
      <Empty>No page is kept yet. Write one, and it stands here too:</Empty>
      <pre className="snippet">
        {
          'coinswarm report run --market generated --agent trend\ncoinswarm sweep sweep.toml --report sweep.html\ncoinswarm walkforward walk.toml --report walk.html'
        }
      </pre>
      <p className="note">Each takes --desk with the folder of this desk.</p>
    </>
  )
}
