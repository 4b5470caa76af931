import { expect, it } from 'vitest'
import { isDay, timeOf } from './data-time.ts'
import { openMarket } from './open-market.ts'

const none = ['2024-02-30', '2023-02-29', '2024-04-31', '2024-13-01', '2024-00-10', '2024-01-00']

it('takes only days that there are', () => {
  expect(none.filter(isDay)).toEqual([])
  expect(['2024-02-29', '2024-12-31', '1970-01-01'].every(isDay)).toBe(true)
  expect(timeOf('2024-02-29T12:30', '--from')).toBe(Date.UTC(2024, 1, 29, 12, 30) * 1_000)
})

it.each(none)('declines %s as an end of data, and of a run', async (text) => {
  expect(() => timeOf(`${text}T12:30`, '--from')).toThrow('--from')
  const choice = { files: ['no-such.csv'], days: 1, seed: 1 }
  await expect(openMarket({ ...choice, from: text })).rejects.toThrow('--from must be a date')
  await expect(openMarket({ ...choice, to: `${text} 10:00` })).rejects.toThrow(
    '--to must be a date',
  )
})
