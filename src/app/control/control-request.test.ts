import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseControlMessage } from './control-message.ts'
import { parseControlRequest } from './control-request.ts'

it('declines what is no request, and never throws', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const parsed = parseControlRequest(value)
      expect(parsed.ok && parsed.value.kind !== 'show').toBe(false)
    }),
  )
  for (const line of ['', '{}', 'null', '[]', '{"actor":"a","nonce":"b"}', '{"request":{}}'])
    expect(parseControlMessage(line).ok).toBe(false)
})

it.each([
  [{ kind: 'mode', to: 'up', reason: 'x' }],
  [{ kind: 'mode', to: 'normal', reason: 7 }],
  [{ kind: 'limit', key: '__proto__', value: 1 }],
  [{ kind: 'limit', key: 'grossMax', value: Number.NaN }],
  [{ kind: 'limit', key: 'grossMax', value: '1' }],
  [{ kind: 'wake', scope: 'instrument', subject: -1 }],
  [{ kind: 'wake', scope: 'all', subject: 0 }],
  [{ kind: 'plan', id: '../../secret', isApproved: true }],
  [{ kind: 'plan', id: '0123456789ab', isApproved: 'true' }],
])('declines %j', (value) => {
  expect(parseControlRequest(value).ok).toBe(false)
})

it('takes a kill for one, whatever stands beside it', () => {
  for (const isHold of [undefined, false, 'true', 1, null, {}])
    expect(parseControlRequest({ kind: 'kill', isHold })).toEqual({
      ok: true,
      value: { kind: 'kill', isHold: false, reason: '' },
    })
  expect(parseControlRequest({ kind: 'kill', isHold: true })).toMatchObject({
    value: { isHold: true },
  })
})

it('keeps a reason as one line of some length that steers no terminal', () => {
  const reason = 'news \u001b]0;owned\u0007\u001b[2J\nnormal'.padEnd(60_000, '!')
  const parsed = parseControlRequest({ kind: 'mode', to: 'pause', reason })
  const due = 'news  ]0;owned [2J normal'.padEnd(512, '!')
  expect(parsed).toEqual({ ok: true, value: { kind: 'mode', to: 'pause', reason: due } })
})
