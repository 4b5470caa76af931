import { OrderBook } from '../../market/index.ts'
import { BookDiffer } from './book-differ.ts'
import { FeedStorm } from '../../../test/simulation/feed-storm.ts'
import { findsAll, patch, type Planted } from '../../../test/simulation/plants.ts'

/** A quarter of a day of disconnects; what is broken is thrown. */
async function isBroken(seed: number): Promise<boolean> {
  await new FeedStorm(seed).run(0.1)
  return false
}

const plants: readonly Planted[] = [
  [
    'what was missed of a book is passed over',
    () => patch(BookDiffer.prototype, 'lose', () => () => {}),
  ],
  [
    'a book is used while its snapshot is on its way',
    () => patch(OrderBook.prototype, 'distrust', () => () => {}),
  ],
]

findsAll(plants, isBroken)
