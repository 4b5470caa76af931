import type { ReactNode } from 'react'
import { numberText } from '../format/number-text.ts'
import { fullTimeText, timesOf } from '../format/time-text.ts'
import { Empty, Panel } from '../panel/panel.tsx'
import { useRisk } from '../state/use-desk.ts'

/** How often each limit said no. */
export function Refusals(): ReactNode {
  const refusals = useRisk('refusals') ?? []
  const limits = useRisk('limits') ?? []
  const timeOf = timesOf(refusals)
  const labelOf = (limit: string): string =>
    limits.find((row) => row.name === limit)?.label ?? spoken(limit)
  return (
    <Panel
      id="refusals"
      title="Refusals"
      note="Orders that risk did not let pass, counted by the limit that said no. A refusal is the desk at work, not a fault."
    >
      {refusals.length === 0 ? (
        <Empty>Nothing was refused so far.</Empty>
      ) : (
        <table className="counts">
          <caption className="unseen">Refusals by limit, most often first</caption>
          <thead>
            <tr>
              <th scope="col" className="number">
                Times
              </th>
              <th scope="col">Limit</th>
              <th scope="col" className="number">
                Last, UTC
              </th>
            </tr>
          </thead>
          <tbody>
            {refusals.map(({ limit, count, t }) => (
              <tr key={limit}>
                <td className="number count">{numberText(count, 0)}</td>
                <th scope="row">{labelOf(limit)}</th>
                <td className="number" title={fullTimeText(t)}>
                  {timeOf(t)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}

/** The name of a limit that no bar shows, such as the least that an order may be worth. */
function spoken(limit: string): string {
  if (limit === 'order-notional-min') return 'Smallest order'
  const words = limit.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
