import { expect, it } from 'vitest'
import { isSameSign, krakenSign, krakenToken } from './kraken-sign.ts'

it("signs Kraken's own example as Kraken does", () => {
  // From https://docs.kraken.com/api/docs/guides/spot-rest-auth
  const secret = Buffer.from(
    'kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==',
    'base64',
  )
  const nonce = '1616492376594'
  const body = `nonce=${nonce}&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25`
  expect(krakenSign('/0/private/AddOrder', nonce, body, secret)).toBe(
    '4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==',
  )
})

it('tells signatures apart by every letter and by length', () => {
  expect(isSameSign('abc', 'abc')).toBe(true)
  expect(isSameSign('abd', 'abc')).toBe(false)
  expect(isSameSign('ab', 'abc')).toBe(false)
  expect(isSameSign('é', 'ab')).toBe(false)
})

it('gives a different token for each secret and each nonce', () => {
  const tokens = [krakenToken('a', '1'), krakenToken('a', '2'), krakenToken('b', '1')]
  expect(new Set(tokens).size).toBe(3)
})
