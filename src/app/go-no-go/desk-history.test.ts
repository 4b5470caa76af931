import { describe, expect, it } from 'vitest'
import { headerOfTest, liveBars } from '../../../test/house/live-history.ts'
import {
  dayUs,
  type DeskEvent,
  hourUs,
  micros,
  minuteUs,
  type Mode,
  orderId,
  price,
  quantity,
} from '../../domain/index.ts'
import { DeskHistory } from './desk-history.ts'
import { lengthText, stageRows } from './stages.ts'

function historyOf(...events: readonly (readonly DeskEvent[])[]): DeskHistory {
  const history = new DeskHistory()
  history.take({ kind: 'run-started', ts: micros(0), header: headerOfTest('venue:kraken') })
  for (const event of events.flat()) history.take(event)
  return history
}

const start = Date.UTC(2025, 11, 31, 12) * 1_000

describe('the time a desk has run', () => {
  it('is that between live bars, over the end of a year too', () => {
    expect(historyOf(liveBars(start, 24 * 60 + 1)).runningUs).toBe(dayUs)
  })

  it('has no gaps in it, and no time that was caught up or filled indicators', () => {
    const { runningUs, instruments } = historyOf(
      liveBars(start - hourUs, 60, 'warm'),
      liveBars(start, 61),
      liveBars(start + 5 * hourUs, 61),
      liveBars(start + 7 * hourUs, 60, 'catch-up'),
    )
    expect(runningUs).toBe(2 * hourUs)
    expect(instruments[0]?.missing).toBe(4 * 60 - 1)
  })

  it('counts a bar once, whoever tells it again, and none that goes back', () => {
    const bars = liveBars(start, 61)
    expect(historyOf(bars, bars).runningUs).toBe(hourUs)
  })

  it('is spent on one stage after the other', () => {
    const rows = stageRows(70 * dayUs, 3 * dayUs)
    expect(rows.map(({ name, ranUs, isOver }) => [name, ranUs / dayUs, isOver])).toEqual([
      ['shadow', 1, true],
      ['paper', 60, true],
      ['canary', 3, false],
      ['full', 0, false],
    ])
  })

  it('is told rounded down', () => {
    expect(
      [dayUs * 60, dayUs * 3 + hourUs * 7.9, hourUs * 5.5, minuteUs * 12.9].map(lengthText),
    ).toEqual(['60 d', '3 d 7 h', '5 h', '12 min'])
  })
})

it('forgets gaps that are more than a day old', () => {
  const history = historyOf(liveBars(start, 2), liveBars(start + hourUs, 24 * 60 + 2))
  expect(history.instruments[0]?.missing).toBe(0)
})

function entry(side: 'buy' | 'sell', role: 'entry' | 'exit' = 'entry'): DeskEvent {
  const of = { orderId: orderId(1), instrument: 0, side, role, quantity: quantity(1) }
  const at = { price: price(0), arrival: price(1), isReduceOnly: false, ts: micros(1) }
  return { kind: 'submit', order: { ...of, ...at, type: 'market' } }
}

it('credits an entry to those who had spoken for it', () => {
  const decision: DeskEvent = {
    kind: 'decision-made',
    ts: micros(1),
    instrument: 0,
    exposure: 0.5,
    confidence: 0.6,
    dissent: 0,
    stop: Number.NaN,
    target: Number.NaN,
    voices: [
      { agent: 0, exposure: 1, confidence: 0.6 },
      { agent: 1, exposure: 0, confidence: 0.6 },
    ],
  }
  const { entries } = historyOf([decision, entry('buy'), entry('sell'), entry('buy', 'exit')])
  expect(entries).toEqual([1, 0])
})

describe('an alert', () => {
  const alert: DeskEvent = { kind: 'alert-raised', ts: micros(1), code: 'x', text: 'stuck' }
  const moved = (actor: string, to: Mode): DeskEvent => {
    const at = { kind: 'mode-changed', ts: micros(2), from: 'normal' } as const
    return { ...at, to, actor, reason: 'r' }
  }

  it('is unread until a person does something to the desk', () => {
    expect(historyOf([alert, moved('desk', 'pause'), alert]).unread).toBe(2)
    expect(historyOf([alert, moved('ann', 'pause')]).unread).toBe(0)
    expect(historyOf([moved('ann', 'pause'), alert])).toMatchObject({
      unread: 1,
      unreadText: 'stuck',
      mode: 'pause',
    })
  })
})
