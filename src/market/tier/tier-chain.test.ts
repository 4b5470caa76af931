import { expect, it } from 'vitest'
import { dayUs, hourUs, minuteUs } from '../../domain/index.ts'
import { parseTiers } from './tier-chain.ts'

it('reads lengths, and how long each is kept', () => {
  expect(parseTiers(['5m:30d', '1h:365d', '1d'])).toEqual({
    ok: true,
    value: [
      { intervalUs: 5 * minuteUs, keepUs: 30 * dayUs },
      { intervalUs: hourUs, keepUs: 365 * dayUs },
      { intervalUs: dayUs, keepUs: undefined },
    ],
  })
})

it.each([
  [['5m:30d'], /two tiers/],
  [[], /two tiers/],
  [['5m', '1d:30d'], /kept for ever/],
  [['5m', '7m'], /does not divide a day/],
  [['10m', '15m', '1d'], /no multiple/],
  [['1h', '1h'], /no multiple/],
  [['1h', '5m'], /no multiple/],
  [['5m', '1w'], /divide a day/],
  [['5m:', '1d'], /not a tier/],
  [['five', '1d'], /not a tier/],
])('declines %j', (texts, why) => {
  const parsed = parseTiers(texts)
  expect(parsed.ok ? '' : parsed.error).toMatch(why)
})
