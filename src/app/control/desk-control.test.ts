import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { type Micros, micros, type Mode, modes } from '../../domain/index.ts'
import { AuditBook, auditPlace, type Door, readAudit } from '../../journal/index.ts'
import { SimulatedDisk } from '../../kernel/index.ts'
import { isSafer, mayMove } from '../../risk/index.ts'
import { ActLog } from './act-log.ts'
import { AlertBoard } from './alert.ts'
import type { ControlAnswer, ControlRequest } from './control-request.ts'
import { type ControlledDesk, DeskControl } from './desk-control.ts'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'desk-control-'))
afterAll(() => fs.rmSync(root, { recursive: true }))

/** Moves as a desk does, and remembers what had been written down by then. */
class MovingDesk implements ControlledDesk {
  mode: Mode = 'normal'
  isHold = false
  moves: string[] = []
  seen: readonly string[] = []
  readonly #written: () => readonly string[]

  constructor(written: () => readonly string[]) {
    this.#written = written
  }

  state(): ReturnType<ControlledDesk['state']> {
    const { mode, isHold } = this
    return {
      mode,
      isHold,
      modeReason: '',
      held: 1,
      openOrders: 0,
      limits: [{ key: 'grossMax', value: 0.5 }],
    }
  }

  toMode(to: Mode, by: string, reason: string, isHold: boolean): boolean {
    this.seen = this.#written()
    if (!mayMove(this.mode, to, by, reason)) return false
    this.moves.push(`${this.mode} ${to}`)
    this.mode = to
    this.isHold = isHold
    return true
  }

  askLimit(): string {
    this.seen = this.#written()
    return 'tighter at once'
  }

  wake(): string {
    return 'awake'
  }

  settle(): string {
    this.seen = this.#written()
    return 'settled'
  }

  agree(): string {
    return 'agreed'
  }
}

let disk: SimulatedDisk
let folder: string
let desk: MovingDesk
let control: DeskControl
let open: (isEmotionless: boolean) => DeskControl
let stands: string | undefined
let nonces = 0
let now = 0

beforeEach(() => {
  disk = new SimulatedDisk()
  folder = fs.mkdtempSync(path.join(root, 'desk-'))
  stands = undefined
  now = 1_000_000
  const clock = { now: (): Micros => micros(now), after: () => () => {} }
  const alerts = new AlertBoard(clock)
  const book = new AuditBook({ disk, ...auditPlace(folder), triesMax: 2 })
  desk = new MovingDesk(written)
  const log = new ActLog({ book, clock, alerts, desk: 'desk' })
  open = (isEmotionless) =>
    new DeskControl({ desk, log, alerts, objection: () => stands, isEmotionless })
  control = open(false)
})

function written(): readonly string[] {
  const rows = [...readAudit(auditPlace(folder).folder, disk)]
  return rows.map(({ entry: { stage, act, door, actor } }) => `${stage} ${act} ${door} ${actor}`)
}

function ask(request: ControlRequest, door: Door = 'cli'): ControlAnswer {
  nonces += 1
  return control.ask(request, { door, actor: 'ada', nonce: `n${nonces}` })
}

const kill: ControlRequest = { kind: 'kill', isHold: false, reason: '' }
const to = (mode: Mode, reason = 'why not'): ControlRequest => ({ kind: 'mode', to: mode, reason })

describe('an act', () => {
  it('is written before it is done, and what came of it after', () => {
    expect(ask(to('pause'))).toMatchObject({ ok: true, audit: { sequence: 1 } })
    expect(desk.seen).toEqual(['asked mode cli ada'])
    expect(written()).toEqual(['asked mode cli ada', 'done mode cli ada'])
    expect(control.alerts.recent.map(({ code }) => code)).toEqual(['manual-act'])
  })

  it('needs a reason, unless it is a kill', () => {
    expect(ask(to('pause', ' '))).toMatchObject({ ok: false, code: 'reason-missing' })
    expect(ask({ kind: 'limit', key: 'grossMax', value: 1, reason: '' }).ok).toBe(false)
    expect(written()).toEqual([])
    expect(ask(kill).ok).toBe(true)
  })

  it('that comes twice is done once and answered twice', () => {
    const asker = { door: 'page', actor: 'session 1', nonce: 'same' } as const
    const first = control.ask(to('pause'), asker)
    expect(control.ask(to('normal'), asker)).toBe(first)
    expect(desk.moves).toEqual(['normal pause'])
  })

  it('is not done when it cannot be written, and that is told', () => {
    disk.fillAfter(1)
    expect(ask(to('pause'))).toMatchObject({ ok: false, code: 'audit-failed' })
    expect(ask({ kind: 'limit', key: 'grossMax', value: 1, reason: 'r' }).ok).toBe(false)
    expect([desk.mode, desk.moves]).toEqual(['normal', []])
    expect(control.alerts.recent.map(({ code }) => code)).toEqual(['audit-failed', 'audit-failed'])
  })
})

describe('a kill', () => {
  it('acts on a disk that takes nothing, and is written when it does again', () => {
    disk.fillAfter(1)
    expect(ask(kill)).toMatchObject({ ok: true, audit: null })
    expect(desk.mode).toBe('emergency')
    expect(written()).toEqual([])
    disk.makeRoom()
    control.keepUp()
    expect(written()).toEqual(['asked kill cli ada', 'done kill cli ada'])
    expect(control.alerts.recent.map(({ code }) => code)).toEqual([
      'audit-mended',
      'manual-act',
      'audit-failed',
    ])
  })

  it('acts while another process holds the audit for good', () => {
    const { lock } = auditPlace(folder)
    fs.mkdirSync(lock, { recursive: true })
    fs.writeFileSync(`${lock}/desk-000001.lock`, '{')
    expect(ask(kill)).toMatchObject({ ok: true, audit: null })
    expect(desk.mode).toBe('emergency')
  })

  it('of a desk that is killed already is counted, by programs that kill without end', () => {
    ask({ kind: 'kill', isHold: true, reason: '' }, 'program')
    for (let i = 0; i < 500; i += 1)
      expect(ask({ kind: 'kill', isHold: true, reason: '' }, 'program').ok).toBe(true)
    expect(written()).toHaveLength(22)
    expect(ask(kill)).toMatchObject({ ok: true, audit: { sequence: 23 } })
    control.keepUp()
    expect(written()).toHaveLength(24)
    now += 60_000_000
    control.keepUp()
    const rows = [...readAudit(auditPlace(folder).folder, disk)]
    expect(rows.slice(24).map(({ entry }) => `${entry.stage} ${entry.what}`)).toEqual([
      'asked kill, and hold, 490 more times, this the last',
      'done kill, and hold, 490 more times, this the last',
    ])
    control.keepUp(true)
    expect(written()).toHaveLength(26)
  })

  it('of a desk that holds is done and written, however many came before', () => {
    const hold: ControlRequest = { kind: 'kill', isHold: true, reason: '' }
    for (let i = 0; i < 50; i += 1) ask(hold, 'program')
    expect(ask(kill, 'program')).toMatchObject({ ok: true, audit: { sequence: 23 } })
  })

  it('keeps what is held when it is told to', () => {
    ask({ kind: 'kill', isHold: true, reason: '' })
    expect([desk.mode, desk.isHold]).toEqual(['emergency', true])
  })
})

describe('the way back', () => {
  it('is barred while a file or a switch stands', () => {
    ask(kill)
    stands = 'a file is there'
    expect(ask(to('normal'))).toMatchObject({ ok: false, code: 'kill-stands', message: stands })
    expect(ask(to('pause'))).toMatchObject({ ok: false, code: 'kill-stands' })
    stands = undefined
    let isPressed = true
    control.heed(() => (isPressed ? 'the switch is pressed' : undefined))
    expect(ask(to('normal'))).toMatchObject({ ok: false, message: 'the switch is pressed' })
    isPressed = false
    expect(ask(to('normal')).ok).toBe(true)
  })

  it('is open to a person with a reason alone, whatever is asked by whom in what order', () => {
    const doors = ['cli', 'page', 'file', 'signal', 'hardware', 'program'] as const
    const step = fc.record({
      mode: fc.constantFrom(...modes),
      door: fc.constantFrom(...doors),
      reason: fc.constantFrom('', ' ', 'a reason'),
      isKill: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        for (const { mode, door, reason, isKill } of steps) {
          const before = desk.mode
          ask(isKill ? { ...kill, reason } : to(mode, reason), door)
          const isBack = desk.mode !== before && !isSafer(before, desk.mode)
          if (isBack)
            expect([door, reason]).toEqual([expect.stringMatching(/cli|page/), 'a reason'])
          if (isKill) expect(desk.mode).toBe('emergency')
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('a desk without emotions', () => {
  const limit = (value: number): ControlRequest => ({
    kind: 'limit',
    key: 'grossMax',
    value,
    reason: 'r',
  })
  const wake = { kind: 'wake', scope: 'instrument', subject: 0, reason: 'spring' } as const

  it('does nothing by hand that leads away from safety, and that it was wanted is written', () => {
    control = open(true)
    ask(to('reduce'))
    const before = written().length
    for (const wanted of [to('pause'), to('normal'), limit(0.6), wake]) {
      const answer = ask(wanted)
      expect(answer).toMatchObject({ ok: false, code: 'by-hand-refused' })
      expect(answer.ok ? '' : answer.message).toMatch(/stop it, set that to false/)
    }
    expect([desk.mode, desk.moves]).toEqual(['reduce', ['normal reduce']])
    expect(
      written()
        .slice(before)
        .map((line) => line.slice(0, -8)),
    ).toEqual([
      'asked mode',
      'failed mode',
      'asked mode',
      'failed mode',
      'asked limit',
      'failed limit',
      'asked wake',
      'failed wake',
    ])
    expect(control.alerts.recent[0]?.text).toMatch(/wake instrument 0, which was refused/)
  })

  it('goes to safety by hand like any other, and refuses nothing to one that has them', () => {
    for (const wanted of [limit(0.6), wake]) expect(ask(wanted).ok).toBe(true)
    control = open(true)
    for (const wanted of [limit(0.5), limit(0.4), to('pause'), to('reduce'), kill])
      expect(ask(wanted)).toMatchObject({ ok: true })
  })
})

it('tells an audit that somebody has written anew, and does nothing', () => {
  ask(to('pause'))
  const { folder: audit, anchor } = auditPlace(folder)
  for (const name of disk.list(audit)) disk.remove(`${audit}/${name}`)
  disk.remove(`${anchor}/head.json`)
  expect(ask(to('reduce'))).toMatchObject({ ok: false, code: 'audit-failed' })
  expect(desk.mode).toBe('pause')
  expect(ask(kill).ok).toBe(true)
})
