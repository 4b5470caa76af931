import { describe, expect, it } from 'vitest'
import { parseBoundedJson } from './parse-bounded-json.ts'

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

describe('parseBoundedJson', () => {
  it('gives plain values back', () => {
    expect(parseBoundedJson('{"code":"abc","n":[1,null]}')).toEqual({
      ok: true,
      value: { code: 'abc', n: [1, null] },
    })
  })

  it('accepts sixteen levels and declines the seventeenth', () => {
    expect(parseBoundedJson(nested(16)).ok).toBe(true)
    expect(parseBoundedJson(nested(17)).ok).toBe(false)
    expect(parseBoundedJson(nested(30_000)).ok).toBe(false)
  })

  it.each(['__proto__', 'constructor', 'prototype'])('declines the key %s at any level', (key) => {
    expect(parseBoundedJson(`{"${key}":{}}`).ok).toBe(false)
    expect(parseBoundedJson(`{"a":[{"${key}":1}]}`).ok).toBe(false)
  })

  it.each(['', '{', 'code=abc', '{"a":1}{'])('declines %j, which is not JSON', (text) => {
    expect(parseBoundedJson(text)).toEqual({ ok: false, error: 'the body is not JSON' })
  })
})
