import type { ReactNode } from 'react'
import type { BookDepth, DepthLevel } from '../../../src/app/record/book-depth.ts'
import { gridOf } from '../format/instrument-name.ts'
import { numberText, percentText, signedPercentText } from '../format/number-text.ts'
import { ageText } from '../format/time-text.ts'
import { Empty, Panel } from '../panel/panel.tsx'
import { useMoment } from '../past/moment.ts'
import { useWatched } from '../record/use-record.ts'
import { useDesk, useNow } from '../state/use-desk.ts'
import { Fact } from '../panel/fact.tsx'

/** A book is looked at more often than what lies in files. */
const lookMs = 2_000
const levelsMax = 12

/** The book of an instrument where the desk listens to one, and why there is none where not. */
export function Depth({ id }: { readonly id: string }): ReactNode {
  const isPast = useMoment() !== undefined
  const { told, failure } = useWatched('depth', { instrument: id }, lookMs)
  const book = told?.book ?? undefined
  return (
    <Panel
      id="depth"
      title="Book depth"
      csv={{ rows: () => levelRows(book), name: `book ${id}` }}
      note="What others bid and ask, best first; bars add up what stands at a price and better."
    >
      {isPast ? (
        <Empty>Books are not kept with the journal: of the past there is none to show.</Empty>
      ) : book === undefined ? (
        <Empty>{told?.why ?? (failure === '' ? 'Reading.' : failure)}</Empty>
      ) : book.isStale || book.bids.length === 0 || book.asks.length === 0 ? (
        <Empty>The book waits for a whole picture of its venue; nothing is shown meanwhile.</Empty>
      ) : (
        <Book book={book} id={id} />
      )}
    </Panel>
  )
}

function levelRows(book: BookDepth | undefined): readonly object[] {
  const { bids = [], asks = [] } = book ?? {}
  return [
    ...bids.map((level) => ({ side: 'bid', ...level })),
    ...asks.map((level) => ({ side: 'ask', ...level })),
  ]
}

type BookProps = { readonly book: BookDepth; readonly id: string }

function Book({ book, id }: BookProps): ReactNode {
  const now = useNow()
  const { bids, asks, t } = book
  const [bid, ask] = [bids[0]?.price ?? 0, asks[0]?.price ?? 0]
  const middle = (bid + ask) / 2
  const [bidden, asked] = [sumOf(bids), sumOf(asks)]
  const most = Math.max(sumOf(bids.slice(0, levelsMax)), sumOf(asks.slice(0, levelsMax)))
  return (
    <>
      <dl className="pairs depth-pairs">
        <Fact name="Spread">{percentText((ask - bid) / middle, 3)}</Fact>
        <Fact name="More is bid">{signedPercentText((bidden - asked) / (bidden + asked), 0)}</Fact>
        <Fact name="Levels">
          {bids.length} and {asks.length}
        </Fact>
        <Fact name="Heard">{ageText(now - t)} ago</Fact>
      </dl>
      <div className="ladders">
        <Ladder side="bid" levels={bids} most={most} id={id} />
        <Ladder side="ask" levels={asks} most={most} id={id} />
      </div>
    </>
  )
}

type LadderProps = {
  readonly side: 'bid' | 'ask'
  readonly levels: readonly DepthLevel[]
  /** The most that adds up on either side. */
  readonly most: number
  readonly id: string
}

function Ladder({ side, levels, most, id }: LadderProps): ReactNode {
  const grid = gridOf(useDesk('desk'), id)
  const shown = levels.slice(0, levelsMax)
  return (
    <table className={`ladder ladder-${side}`}>
      <caption>{side === 'bid' ? 'Bids' : 'Asks'}</caption>
      <thead>
        <tr>
          <th scope="col" className="number">
            Price
          </th>
          <th scope="col" className="number">
            Quantity
          </th>
          <th scope="col">
            <span className="unseen">Added up</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.map(({ price, quantity }, i) => (
          <tr key={price}>
            <th scope="row" className="number">
              {numberText(price, grid.price)}
            </th>
            <td className="number">{numberText(quantity, Math.min(4, grid.quantity))}</td>
            <td className="ladder-cell">
              <svg
                className="ladder-bar"
                viewBox="0 0 100 10"
                preserveAspectRatio="none"
                aria-hidden="true"
              >
                <rect width={(100 * sumOf(shown.slice(0, i + 1))) / most} height="10" />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function sumOf(levels: readonly DepthLevel[]): number {
  return levels.reduce((sum, { quantity }) => sum + quantity, 0)
}
