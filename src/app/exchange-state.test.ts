import { expect, it } from 'vitest'
import { UserError } from '../base/index.ts'
import { SimulatedDisk } from '../kernel/index.ts'
import { readExchangeState, writeExchangeState } from './exchange-state.ts'

const of = { dialect: 'binance', market: 'generated market, seed 1' }
const state = { house: { n: 1 }, market: ['é', 'b\nc'] }

function written(): SimulatedDisk {
  const disk = new SimulatedDisk()
  writeExchangeState('/desk/exchange.json', { ...of, state }, disk)
  return disk
}

function why(disk: SimulatedDisk, wanted = of): string {
  try {
    readExchangeState('/desk/exchange.json', wanted, disk)
  } catch (error) {
    return error instanceof UserError ? `${error.code} ${error.exitCode}` : 'another error'
  }
  return 'fine'
}

it('is read back as it was written, and is nothing where none was written', () => {
  expect(readExchangeState('/desk/exchange.json', of, written())).toEqual(state)
  expect(readExchangeState('/desk/exchange.json', of, new SimulatedDisk())).toBeUndefined()
})

it('is declined for another market or dialect', () => {
  expect(why(written(), { ...of, dialect: 'kraken' })).toBe('exchange-state-other 2')
  expect(why(written(), { ...of, market: 'generated market, seed 2' })).toBe(
    'exchange-state-other 2',
  )
})

it('is declined when any byte of it is changed, cut or added', () => {
  const whole = written().open('/desk/exchange.json')
  const bytes = new Uint8Array(whole.size())
  whole.read(bytes, 0)
  const seen = new Set<string>()
  for (let at = 0; at < bytes.length; at += 1) {
    const disk = written()
    disk.open('/desk/exchange.json').write(Uint8Array.of((bytes[at] as number) ^ 1), at)
    seen.add(why(disk))
    disk.open('/desk/exchange.json').truncate(at)
    seen.add(why(disk))
  }
  const longer = written()
  longer.open('/desk/exchange.json').write(new TextEncoder().encode('more'), bytes.length)
  expect(why(longer)).toBe('exchange-state-damaged 2')
  expect([...seen].sort()).toEqual(['exchange-state-damaged 2', 'exchange-state-other 2'])
})
