import { expect, it } from 'vitest'
import { StormClock } from '../../test/simulation/storm-clock.ts'
import { toldInstrument, toldStart } from '../../test/simulation/told-desk.ts'
import { type BreakerMoved, micros } from '../domain/index.ts'
import { watchDesk } from './watch-desk.ts'

const open: BreakerMoved = {
  ...{ kind: 'breaker-moved', ts: micros(toldStart), scope: 'instrument', subject: 0 },
  ...{ cause: 'spread', state: 'open', was: 4, max: 3, actor: 'venue' },
}

/** @returns Whether a desk on a market is watched, and what was said of it. */
function watched(market: string, isWatching: boolean): readonly unknown[] {
  const notes: string[] = []
  const setup = { instruments: [toldInstrument], guard: undefined }
  const header = { setup, source: { market: [market] } } as never
  const outside = { standing: () => [open], move: () => {}, hearCalls: () => {} } as never
  const watch = watchDesk({
    desk: { header, outside },
    settings: { isWatching, sources: [] } as never,
    url: undefined,
    clock: new StormClock(toldStart),
    onNote: (line) => void notes.push(line),
  })
  return [watch !== undefined, notes]
}

it('watches no market that is made up or of files', () => {
  for (const market of ['generated', 'bars.csv']) expect(watched(market, true)).toEqual([false, []])
})

it('says of breakers that stand open that nobody watches, where it is told not to', () => {
  expect(watched('kraken', false)).toEqual([
    false,
    ['1 breakers stand open and nobody watches: set breakers.isWatching'],
  ])
})
