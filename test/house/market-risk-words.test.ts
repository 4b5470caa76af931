import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const page = readFileSync('docs/market-risk.md', 'utf8')
const words = page.slice(0, page.indexOf('<!-- tables')).replaceAll(/\s+/g, ' ')

/** The rows of the table below a heading, cell by cell; what is bold there keeps its asterisks. */
function table(heading: string): readonly (readonly string[])[] {
  const part = page.split(`### ${heading}\n`)[1]?.split('###')[0] ?? ''
  const rows = part.split('\n').filter((line) => line.startsWith('| '))
  return rows.slice(1).map((row) => row.slice(2, -2).split(' | '))
}

const numberIn = (cell = ''): number => Number.parseFloat(cell.replaceAll('*', ''))
const numbers = (cells: readonly (string | undefined)[]): number[] => cells.map(numberIn)
const coin = (name = ''): string => /^\w+_(\w+?)(?:usdt?)$/.exec(name)?.[1]?.toUpperCase() ?? name
const row = (heading: string, name: string): readonly string[] =>
  table(heading).find(([first]) => first === name) ?? []

it('says of its models what their table says', () => {
  const fails = (name: string): number[] => numbers(row('Models', name).slice(3, 5))
  expect(words).toContain('A normal law fails often, with any volatility')
  for (const name of ['EWMA of days (0.94), normal', 'blend on the grid, normal'])
    expect(Math.min(...fails(name))).toBeGreaterThanOrEqual(3)
  expect(words).toContain('a GARCH of days with the law of its own residuals: nothing fails')
  expect(fails('GARCH of days, filtered history')).toEqual([0, 0])
  expect(words).toContain('has too few days beyond for one coin, fails nothing else')
  const ours = row('Models', 'blend on the grid, Student t of 4')
  expect(numbers(ours.slice(3, 5))).toEqual([1, 0])
  expect(numberIn(ours[2])).toBeLessThan(1)
  expect(numberIn(ours[7])).toBeLessThan(
    numberIn(row('Models', 'GARCH of days, filtered history')[7]),
  )
})

it('names the instruments that fail, long and short', () => {
  const bold = (column: number): string[] =>
    table('Instruments and portfolios')
      .filter((cells) => cells[0]?.includes('_') && cells[column]?.includes('**'))
      .map(([name]) => coin(name))
  const [long, short] = [bold(4), bold(10)]
  expect(words).toContain(`the test fails for an instrument (${long.join(', ')}) there are too few`)
  for (const [name = '', , , share] of table('Instruments and portfolios'))
    if (long.includes(coin(name))) expect(numberIn(share)).toBeLessThan(1)
  expect(words).toContain(`fail for ${short.slice(0, -1).join(', ')} and ${short.at(-1)} with too`)
})

it('says where days beyond lie by thirds of the forecast, and on daily bars', () => {
  const thirds = (name: string): readonly string[] => row('Thirds of forecast volatility', name)
  expect(words).toContain('for XBT on Kraken, too many where it is lowest')
  expect(thirds('kraken_xbtusd').slice(1, 3)).toEqual(['20 of 1115', '**0.017**'])
  expect(words).toContain('Ether has too many in the middle third')
  expect(thirds('binance_ethusdt').slice(4, 6)).toEqual(['18 of 957', '**0.015**'])
  for (const name of ['all alike', 'binance_btcusdt', 'kraken_xbtusd'])
    expect(thirds(name)[8]).toMatch(/^\*\*/)
  const sums = [1, 4, 5, 6].map((column) =>
    table('Other instruments').reduce((sum, cells) => sum + numberIn(cells[column]), 0),
  )
  expect(sums[1]).toBe(0)
  expect(words).toContain(
    `not one of ${sums[0]} instruments has too many days beyond, ${sums[2]} have too few, ` +
      `and ${sums[3]} fail the conditional test`,
  )
})

it('says of hedges, crises and targets what their tables say', () => {
  const believed = (share: string): readonly string[] =>
    row('Bitcoin less Ether, by how far a hedge is believed', share)
  expect(words).toContain('Bitcoin less Ether loses more than the value at risk on too many days')
  expect([numberIn(believed('1')[1]) > 1, believed('1')[2]]).toEqual([true, '**0.005**'])
  expect(words).toContain('believed nine tenths, Ether less Bitcoin on too few')
  expect([numberIn(believed('0.9')[3]) < 1, believed('0.9')[4]]).toEqual([true, '**0.000**'])
  expect(numberIn(row('Crises', 'highest mean correlation of all coins')[1])).toBeLessThan(0.9)
  const usual = table('Volatility targeting').filter(
    ([name]) => name !== 'binance_dogeusdt' && name !== 'kraken_xbtusd',
  )
  const ends = usual.flatMap((cells) => numbers((cells[6] ?? '').split(' to ')))
  expect(words).toContain(`the same windows are ${Math.min(...ends)} % to ${Math.max(...ends)} %`)
  const [doge] = row('Volatility targeting', 'binance_dogeusdt').slice(2, 3)
  expect(words).toContain(`Dogecoin's ${doge} are one day`)
})
