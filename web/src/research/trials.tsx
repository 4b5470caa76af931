import type { ReactNode } from 'react'
import { numberText } from '../format/number-text.ts'
import { Empty, Panel, Scroll } from '../panel/panel.tsx'
import { useWatched } from '../record/use-record.ts'

/** How often one looked for something in which data: what every verdict is held against. */
export function Trials(): ReactNode {
  const { told, failure } = useWatched('trials', {})
  const rows = told?.rows ?? []
  const tried = rows.reduce((sum, of) => sum + of.tried, 0)
  return (
    <Panel
      id="trials"
      title="Trials"
      count={tried}
      note="Every configuration that was ever run on a set of data counts, whether it was good or not. The best of many looks good without skill."
    >
      {rows.length === 0 ? (
        <Empty>
          {told !== undefined
            ? 'Nothing was tried in this folder yet; each backtest is counted here by itself.'
            : failure === ''
              ? 'Reading.'
              : failure}
        </Empty>
      ) : (
        <Scroll label="Trials">
          <table>
            <caption className="unseen">Most tried first</caption>
            <thead>
              <tr>
                <th scope="col">Data, SHA-256</th>
                <th scope="col" className="number">
                  Tried
                </th>
                <th scope="col" className="number">
                  Ended
                </th>
                <th scope="col" className="number">
                  Best Sharpe of a sample
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ data, tried: count, settled, best }) => (
                <tr key={data}>
                  <th scope="row">
                    <code>{data.slice(0, 16)}</code>
                  </th>
                  <td className="number">{numberText(count, 0)}</td>
                  <td className="number">{numberText(settled, 0)}</td>
                  <td className="number">{best === null ? 'n/a' : numberText(best, 3)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Panel>
  )
}
