import { expect, it } from 'vitest'
import { micros } from '../../domain/index.ts'
import { type AuditEntry, decodeAudit, encodeAudit, parseAudit, plain } from './audit-entry.ts'

const entry: AuditEntry = {
  ...{ ts: micros(0), stage: 'asked', door: 'cli', act: 'mode', desk: 'd' },
  ...{ nonce: 'n', actor: 'ann', what: 'to pause', reason: 'looked', outcome: '' },
}

const why = (value: unknown): string => {
  const parsed = parseAudit(value)
  return parsed.ok ? 'fine' : parsed.error
}

it('comes back from its bytes, at time 0 too', () => {
  expect(decodeAudit(encodeAudit(entry))).toEqual({ ok: true, value: entry })
  expect(parseAudit({ ...entry, more: 1 })).toEqual({ ok: true, value: entry })
})

it('is no entry without one of its fields, or with one that nobody knows', () => {
  for (const nothing of [undefined, null, 7, 'x'])
    expect(why(nothing)).toBe('an entry is no record')
  for (const ts of [undefined, '7', -1, 0.5, Number.NaN, 2 ** 53])
    expect(why({ ...entry, ts })).toBe('an entry has no time')
  for (const name of ['stage', 'door', 'act'])
    for (const wrong of [undefined, 'x', 7])
      expect(why({ ...entry, [name]: wrong })).toMatch(
        /a stage, a door or an act that this version/,
      )
  for (const name of ['desk', 'nonce', 'actor', 'what', 'reason', 'outcome']) {
    expect(why({ ...entry, [name]: undefined })).toBe(`an entry has no ${name}`)
    for (const wrong of ['a\nb', 'a\u202eb', 'x'.repeat(1_001)])
      expect(why({ ...entry, [name]: wrong })).toBe(`an entry has a ${name} that is no single line`)
  }
})

it('is no entry in bytes that were not written as one', () => {
  const bytes = encodeAudit(entry)
  expect(decodeAudit(bytes.with(0, 0xa2))).toMatchObject({ error: 'this is no record of an audit' })
  expect(decodeAudit(bytes.subarray(1))).toMatchObject({ error: 'this is no record of an audit' })
  const at = Buffer.from(bytes).indexOf('looked')
  expect(decodeAudit(bytes.with(at, 0xff))).toMatchObject({ error: 'a record is not JSON' })
  const marked = Uint8Array.of(0xa1, 0xef, 0xbb, 0xbf, ...bytes.subarray(1))
  expect(decodeAudit(marked)).toMatchObject({ error: 'a record is not JSON' })
  expect(decodeAudit(bytes.subarray(0, -1))).toMatchObject({ error: 'a record is not JSON' })
})

it('is written in single lines of some length, whatever was said', () => {
  const loud = { ...entry, reason: 'a\r\nb\u2066c', what: 'y'.repeat(2_000), actor: '\ud800' }
  const back = decodeAudit(encodeAudit(loud))
  expect(back).toMatchObject({
    value: { reason: 'a b c', what: 'y'.repeat(1_000), actor: '\ufffd' },
  })
  expect(plain(`${'x'.repeat(999)}\u{1f600}`)).toBe(`${'x'.repeat(999)}\ufffd`)
})
