import { expect, it } from 'vitest'
import { StormClock } from '../../../test/simulation/storm-clock.ts'
import { secondUs } from '../../domain/index.ts'
import { DistantLink, type ProcessEar } from './distant-link.ts'
import { lineOf } from './line-message.ts'

/** A line to processes that say they are open, if they do, and then nothing any more. */
async function opened(stands: (start: number) => boolean) {
  const clock = new StormClock(0)
  const [starts, answers, notes] = [[] as number[], [] as string[], [] as string[]]
  const start = (ear: ProcessEar) => {
    starts.push(clock.now() / secondUs)
    const isOpen = { kind: 'opened', isReplacing: false, clock: undefined } as const
    const line = lineOf({ ...isOpen, account: undefined })
    if (stands(starts.length)) clock.after(0, () => ear.onBytes(Buffer.from(line)))
    return { write: () => {}, close: () => {}, kill: () => {} }
  }
  const opening = {
    ...{ venue: 'binance', url: undefined, timeoutMs: 5, instruments: [] },
    ...{ keys: { kind: 'demo' } as const, fence: { pid: 7, folder: '/desk/lock', token: 3 } },
  }
  const note = (sentence: string): void => void notes.push(sentence)
  const opens = DistantLink.open({ start, clock, opening, onNote: note, onUse: () => {} }, false)
  await clock.advance(0)
  const { link } = await opens
  link.connect({
    onAnswer: (_, { kind }) => void answers.push(kind),
    onUpdate: () => {},
    onDeafness: () => void answers.push('look everything up'),
    onNotice: note,
  })
  return { clock, link, starts, answers, notes }
}

it('takes a process for lost that says nothing for ten seconds, and starts another', async () => {
  const { clock, link, starts, answers, notes } = await opened(() => true)
  link.send(1, { kind: 'account' })
  await clock.advance(10 * secondUs)
  expect([starts, answers]).toEqual([[0], []])
  await clock.advance(secondUs)
  expect(answers).toEqual(['ambiguous', 'look everything up'])
  expect(notes).toEqual(['The venue process ended, and begins again in 1 s: it hung.'])
  link.send(2, { kind: 'account' })
  await clock.advance(secondUs)
  expect(starts).toEqual([0, 12])
  expect(answers.slice(2)).toEqual(['throttled', 'look everything up'])
  link.close()
})

it('waits longer for each that does not stand, up to sixteen seconds', async () => {
  const { clock, link, starts } = await opened((start) => start === 1)
  await clock.advance(300 * secondUs)
  const rests = starts.slice(1).map((at, i) => at - (starts[i] ?? 0) - 11)
  expect(rests.slice(0, 7)).toEqual([1, 2, 4, 8, 16, 16, 16])
  link.close()
})
