import { describe } from 'vitest'
import { linkCases } from './link-cases.ts'

describe('a gateway at Binance', () => {
  linkCases('binance')
})
