import fc from 'fast-check'
import { expect, it } from 'vitest'
import { clientOrderId, orderId } from '../../domain/index.ts'
import { readOrderName, venueOrderName } from './order-name.ts'

const name = clientOrderId(0xc0ffeen, orderId(7), 0)

it('is what each venue takes, and is read back', () => {
  expect(venueOrderName(name, 'plain')).toBe('0000000000c0ffee0000000000070000')
  expect(venueOrderName(name, 'uuid')).toBe('00000000-00c0-ffee-0000-000000070000')
  expect(venueOrderName(name, 'prefixed')).toBe('0x0000000000c0ffee0000000000070000')
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      fc.integer({ min: 0, max: 2 ** 40 }),
      fc.constantFrom('plain' as const, 'uuid' as const, 'prefixed' as const),
      (desk, id, naming) => {
        const ours = clientOrderId(desk, orderId(id), 0)
        const theirs = venueOrderName(ours, naming)
        expect(theirs.length).toBeLessThanOrEqual(36)
        expect(readOrderName(theirs)).toBe(ours)
      },
    ),
    { seed: 1 },
  )
})

it('is not read out of what is no name of ours', () => {
  for (const wire of [undefined, null, 7, '', 'mine', `${name}0`, 'x-TKT5PX2F-1'])
    expect(readOrderName(wire)).toBeUndefined()
})
