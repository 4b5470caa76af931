import { expect, it } from 'vitest'
import type { ControlAnswer, ControlState } from '../control/control-request.ts'
import type { DeskPulse } from '../control/desk-pulse.ts'
import { judgeHealth } from './judge-health.ts'

const state: ControlState = {
  ...{ mode: 'pause', modeReason: '', isHold: false, held: 0, openOrders: 0, limits: [] },
}
const pulse: DeskPulse = {
  ...{ t: 200_000, sequence: 7, writtenAt: 199_000, receivedAt: 198_000, patience: 130_000 },
  ...{ isStale: false, isFinished: false },
}
const holder = 'process 7'

function judged(of: Partial<DeskPulse>, isAliveEnough = false): ReturnType<typeof judgeHealth> {
  const answer: ControlAnswer = {
    ok: true,
    did: '',
    state,
    audit: null,
    pulse: { ...pulse, ...of },
  }
  return judgeHealth({ kind: 'answer', answer }, { holder, isAliveEnough })
}

it('is well when it answers and writes, in whatever mode', () => {
  expect(judged({})).toMatchObject({ isHealthy: true, mode: 'pause', pulse })
  expect(judged({}).what).toBe('The desk is alive, in pause, at event 7 of its journal.')
  expect(judged({}).ailment).toBeUndefined()
})

it('is ill when its market is silent, or its journal waits longer than bars may', () => {
  const silent = judged({ isStale: true })
  expect([silent.isHealthy, silent.ailment]).toEqual([false, 'market-silent'])
  expect(silent.what).toMatch(/^No bar has come for 2 s/)
  expect(judged({ writtenAt: 70_000 }).isHealthy).toBe(true)
  expect(judged({ writtenAt: 69_999 }).ailment).toBe('journal-idle')
})

it('may be still when its market has ended, or where being alive is enough', () => {
  expect(judged({ writtenAt: 0, isFinished: true }).isHealthy).toBe(true)
  expect(judged({ writtenAt: 0 }, true).isHealthy).toBe(true)
  expect(judged({ isStale: true }, true).isHealthy).toBe(true)
})

it('is ill when it does not answer, starts, failed, or is not there, however little is asked', () => {
  const of = (...[reply, by]: readonly [Parameters<typeof judgeHealth>[0], string?]): unknown => {
    const { isHealthy, ailment } = judgeHealth(reply, { holder: by, isAliveEnough: true })
    return [isHealthy, ailment]
  }
  expect(of({ kind: 'silent' }, holder)).toEqual([false, 'desk-silent'])
  expect(of({ kind: 'absent' }, holder)).toEqual([false, 'desk-starting'])
  expect(of({ kind: 'absent' })).toEqual([false, 'desk-not-running'])
  const answer = { ok: false, code: 'desk-failed', message: 'no' } as const
  expect(of({ kind: 'answer', answer }, holder)).toEqual([false, 'desk-failed'])
})

it('of a desk of an older version, which says nothing of its pulse, is that it answers', () => {
  const answer: ControlAnswer = { ok: true, did: '', state, audit: null }
  const found = judgeHealth({ kind: 'answer', answer }, { holder, isAliveEnough: false })
  expect(found).toEqual({ isHealthy: true, what: 'The desk is alive, in pause.', mode: 'pause' })
})
