import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { micros, secondUs } from '../../../domain/index.ts'
import { TokenBucket } from './token-bucket.ts'

const terms = { capacity: 10, refill: 3, perUs: 7 * secondUs }

describe('TokenBucket', () => {
  it('gives what it has and then nothing until some came back', () => {
    const bucket = new TokenBucket(terms, micros(0))
    expect(bucket.take(10, micros(0))).toBe(true)
    expect(bucket.take(1, micros(0))).toBe(false)
    const wait = bucket.waitUs(1, micros(0))
    expect(wait).toBe(Math.ceil((7 * secondUs) / 3))
    expect(bucket.take(1, micros(wait - 1))).toBe(false)
    expect(bucket.take(1, micros(wait))).toBe(true)
  })

  it('never holds more than its capacity', () => {
    const bucket = new TokenBucket(terms, micros(0))
    expect(bucket.left(micros(Number.MAX_SAFE_INTEGER))).toBe(10)
    expect(bucket.waitUs(11, micros(Number.MAX_SAFE_INTEGER))).toBe(Number.POSITIVE_INFINITY)
  })

  it('goes on where it was saved', () => {
    const bucket = new TokenBucket(terms, micros(0))
    bucket.take(9, micros(5))
    const other = new TokenBucket(terms, micros(0))
    other.load(bucket.save())
    const ts = micros(3 * secondUs)
    expect(other.waitUs(10, ts)).toBe(bucket.waitUs(10, ts))
  })

  it('takes a time before the last one as that', () => {
    const bucket = new TokenBucket(terms, micros(0))
    bucket.take(10, micros(100))
    bucket.take(1, micros(50))
    expect(bucket.save()).toEqual([0, 100])
  })

  it('counts the same however often it is looked at', () => {
    const steps = fc.array(fc.tuple(fc.nat(9_999_999), fc.nat(4)), { maxLength: 60 })
    fc.assert(
      fc.property(steps, (asked) => {
        const plain = new TokenBucket(terms, micros(0))
        const watched = new TokenBucket(terms, micros(0))
        let ts = 0
        for (const [us, tokens] of asked) {
          watched.left(micros(ts + Math.floor(us / 2)))
          ts += us
          if (plain.take(tokens, micros(ts)) !== watched.take(tokens, micros(ts))) return false
        }
        return true
      }),
      { seed: 3, numRuns: 200 },
    )
  })

  it('lets through in any time no more than what was in it and came back', () => {
    const bucket = new TokenBucket(terms, micros(0))
    let taken = 0
    for (let ts = 0; ts < 70 * secondUs; ts += 10_000) if (bucket.take(1, micros(ts))) taken += 1
    expect(taken).toBe(10 + 29)
  })
})
