import { expect, it } from 'vitest'
import { giveUpLots } from './give-up-lots.ts'
import { Positions } from './positions.ts'

it('adds fees up, and takes them off what was realised', () => {
  const positions = new Positions(2)
  positions.fill(1, 10, 1_000n, 3n)
  positions.fill(1, -4, 480n, 2n)
  positions.fill(1, -1, 90n, -1n)
  expect([positions.realised(1), positions.fees(1), positions.net(1)]).toEqual([70n, 4n, 66n])
  expect([positions.lots[1], positions.openCost(1)]).toEqual([5, 500n])
  expect([positions.lots[0], positions.openCost(0), positions.net(0)]).toEqual([0, 0n, 0n])
})

it('leaves the remainder of a partial close in the open cost, long and short', () => {
  const long = new Positions(1)
  long.fill(0, 3, 100n, 0n)
  expect(long.fill(0, -1, 50n, 0n)).toBe(17n)
  expect(long.openCost(0)).toBe(67n)
  const short = new Positions(1)
  short.fill(0, -3, 100n, 0n)
  expect(short.fill(0, 1, 50n, 0n)).toBe(-17n)
  expect(short.openCost(0)).toBe(-67n)
})

it('opens with what a fill has left over after closing, on either side', () => {
  const positions = new Positions(1)
  positions.fill(0, 2, 200n, 0n)
  expect(positions.fill(0, -6, 660n, 0n)).toBe(20n)
  expect([positions.lots[0], positions.openCost(0)]).toEqual([-4, -440n])
  expect(positions.fill(0, 5, 500n, 0n)).toBe(40n)
  expect([positions.lots[0], positions.openCost(0)]).toEqual([1, 100n])
})

it('takes no fill of nothing', () => {
  expect(() => new Positions(1).fill(0, 0, 0n, 0n)).toThrow(/a fill of nothing/)
})

it('gives up no lots while what was too much before is enough', () => {
  expect(giveUpLots(0n, 25n, 10n)).toEqual({ lots: 0n, spare: 25n })
  expect(giveUpLots(4n, 5n, 10n)).toEqual({ lots: 0n, spare: 1n })
  expect(giveUpLots(5n, 5n, 10n)).toEqual({ lots: 0n, spare: 0n })
  expect(giveUpLots(6n, 5n, 10n)).toEqual({ lots: 1n, spare: 9n })
})
