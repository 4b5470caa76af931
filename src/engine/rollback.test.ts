import { expect, it } from 'vitest'
import { defineAgent } from '../agents/index.ts'
import { defined } from '../base/index.ts'
import {
  BarColumns,
  type ControlEvent,
  type InstrumentId,
  instrument,
  minuteUs,
} from '../domain/index.ts'
import { MemoryJournal } from '../journal/index.ts'
import { wideLimits } from '../risk/index.ts'
import { defaultCosts } from '../venue/index.ts'
import { Desk } from './desk.ts'
import { nobody } from './observer.ts'

const made = instrument('BTC-USD.SIM' as InstrumentId, '0.01', '0.0001')
const btc = defined(made.ok ? made.value : undefined, 'an instrument')
let isChampion = true
const eager = defineAgent({
  name: 'eager',
  summary: 'Buys everything while it is the champion.',
  parameters: {},
  features: () => ({}),
  opine: () => ({ exposure: isChampion ? 1 : 0, confidence: 0.9 }),
})

it('puts the strategies of before back in the turn in which those of now have lost too much', () => {
  const seated = eager.seat({})
  const bars = new BarColumns(16)
  const heard: string[] = []
  const champion = {
    promotedTs: 1,
    restore: (reason: string): boolean => {
      heard.push(reason)
      isChampion = false
      return true
    },
  }
  const alerts: string[] = []
  const observer = {
    ...nobody,
    onControl: (event: ControlEvent): void => {
      if (event.kind === 'alert-raised') alerts.push(event.code)
    },
  }
  const desk = new Desk(
    {
      seed: 1,
      instruments: [btc],
      intervalsUs: [minuteUs],
      agents: [defined(seated.ok ? seated.value : undefined, 'an agent')],
      quorum: 1,
      limits: { ...wideLimits, dailyLossMax: 1, drawdownHalt: 1, drawdownSoft: 1 },
      costs: defaultCosts,
      cash: 10_000_000_000_000n,
      rebalanceMin: 0.05,
    },
    [bars],
    new MemoryJournal(),
    observer,
    { champion },
  )
  for (const [n, close] of [100, 100, 100, 94, 94, 94].entries()) {
    bars.push((n + 1) * minuteUs, close * 100, close * 100, close * 100, close * 100, 1_000_000_000)
    desk.onBar(0, n, n + 1, 'live')
    expect(heard.length, `${n}`).toBe(n < 3 ? 0 : 1)
  }
  expect(heard[0]).toContain('drawdown')
  // The one before wants nothing, and was asked on the very bar that brought it back.
  expect(desk.risk.lots[0]).toBe(0)
  expect(alerts).toEqual(['rolled-back'])
})
