import { expect, it } from 'vitest'
import { defined } from '../base/index.ts'
import { type InstrumentId, instrument, minuteUs, secondUs } from '../domain/index.ts'
import type { RunHeader } from '../engine/index.ts'
import { liveClock } from '../kernel/index.ts'
import { wideLimits } from '../risk/index.ts'
import { chooseLiveMarket, type LiveChoice } from './choose-live-market.ts'
import { continued, type HeaderOptions, refuseOtherSettings } from './desk-header.ts'

const made = instrument('BTC-USDT.BINANCE' as InstrumentId, '0.01', '0.00001')
const of = defined(made.ok ? made.value : undefined, 'an instrument')

function header(market: string): RunHeader {
  const costs = { feeTakerPpm: 0, feeMakerPpm: 0, slippage: 0, participationMax: 1 }
  return {
    setup: {
      ...{ seed: 7, instruments: [of], intervalsUs: [secondUs], quorum: 1, costs, cash: 1n },
      ...{ limits: wideLimits, rebalanceMin: 0 },
    },
    agents: [],
    source: { kind: 'venue', label: 'Binance public market data', market: [market] },
    desk: '00000000000000ff',
  }
}

function choice(market: string, intervalUs?: number): LiveChoice {
  const named = market === '' ? [] : [market]
  return { market: named, instruments: [], speed: 1, seed: 1, clock: liveClock, intervalUs }
}

it('goes on with the market, instruments, bars and seed of its journal', () => {
  const { market, instruments, intervalUs, seed } = continued(
    choice('rehearsal:binance', secondUs),
    header('rehearsal:binance'),
  )
  expect({ market, instruments, intervalUs, seed }).toEqual({
    market: ['rehearsal:binance'],
    instruments: ['BTC-USDT.BINANCE'],
    intervalUs: secondUs,
    seed: 7,
  })
})

it.each([
  ['rehearsal:binance', 'venue:binance', /on paper.*leave --rehearse out/],
  [
    'venue:binance',
    'rehearsal:binance',
    /a rehearsal at binance; go on with it by --venue binance/,
  ],
  ['', 'rehearsal:binance', /a rehearsal at binance/],
  ['rehearsal:kraken', 'rehearsal:binance', /holds a run on/],
])('asked for %j does not go on with %s', (asked, was, sentence) => {
  expect(() => continued(choice(asked), header(was))).toThrow(sentence)
})

it('does not go on with bars of another length', () => {
  const other = choice('venue:binance', minuteUs)
  expect(() => continued(other, header('venue:binance'))).toThrow('began with bars of 1s')
})

it('says to share instruments out among desks where one is asked for too many', async () => {
  const instruments = Array.from({ length: 1_001 }, (_, k) => `G${k}/USDT`)
  await expect(chooseLiveMarket({ ...choice('venue:binance'), instruments })).rejects.toThrow(
    'A desk trades 1000 instruments at most and was asked for 1001; share them out',
  )
})

it('takes no rehearsal for a market without an exchange to rehearse at', async () => {
  await expect(chooseLiveMarket(choice('rehearsal:binance'))).rejects.toThrow('--rehearse URL')
})

const begun = {
  ...header('venue:binance'),
  agents: [{ from: '/own/rsi.ts', parameters: { slow: 9, fast: 3 } }],
}

/** What a start asks for that names these agents. */
function asked(seats: HeaderOptions['seats'], areSeatsDefault: boolean): HeaderOptions {
  const { instruments: _, intervalsUs: _intervals, ...setup } = begun.setup
  return { seats, areSeatsDefault, setup: (agents) => ({ ...setup, agents }) }
}

it('goes on with the agents of its journal where none are named, or the same', () => {
  const trend = [{ from: 'trend', parameters: {} }]
  expect(() => refuseOtherSettings(asked(trend, true), begun)).not.toThrow()
  const same = [{ from: '/own/rsi.ts', parameters: { fast: 3, slow: 9 } }]
  expect(() => refuseOtherSettings(asked(same, false), begun)).not.toThrow()
})

it('says which agents it began with, and the way to go on, where others are named', () => {
  const trend = [{ from: 'trend', parameters: {} }]
  expect(() => refuseOtherSettings(asked(trend, false), begun)).toThrow(
    'This desk began with /own/rsi.ts (fast=3, slow=9) and is now asked for trend; go on with it ' +
      'by leaving --agent and [[agents]] out, or begin another desk with --desk.',
  )
})
