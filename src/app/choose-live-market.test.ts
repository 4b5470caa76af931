import { expect, it } from 'vitest'
import type { Clock } from '../kernel/index.ts'
import { liveClock } from '../kernel/index.ts'
import { chooseLiveMarket } from './choose-live-market.ts'

/** Five seconds are over in a tenth of one. */
const hasty: Clock = {
  now: () => liveClock.now(),
  after: (us, task) => liveClock.after(us / 50, task),
}

it('trades on a made-up market, and says so, where Kraken does not answer within 5 s', async () => {
  const notes: string[] = []
  const onNote = (note: string): void => void notes.push(note)
  const choice = { market: [], instruments: [], speed: 1, seed: 3, clock: hasty, onNote }
  const { live, source } = await chooseLiveMarket({ ...choice, venueUrl: 'http://127.0.0.1:9' })
  live.feed.close()
  expect(source).toMatchObject({ kind: 'generated', label: 'generated market, seed 3' })
  expect(notes).toEqual(['Kraken did not answer within 5 s; trading on a made-up market instead'])
})
