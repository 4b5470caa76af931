import fs from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { ActLog, AlertBoard, controlledRun, DeskControl } from '../../src/app/index.ts'
import { Random } from '../../src/base/index.ts'
import { type DeskEvent, micros } from '../../src/domain/index.ts'
import { DeskRun, nobody, stateHash } from '../../src/engine/index.ts'
import {
  AuditBook,
  auditPlace,
  readAudit,
  readJournal,
  SegmentJournal,
} from '../../src/journal/index.ts'
import { SimulatedDisk } from '../../src/kernel/index.ts'
import { temporaryDesk } from './audit-scene.ts'
import { type Scene, wildScene } from './desk-scene.ts'

const audited = temporaryDesk()
afterAll(() => fs.rmSync(audited, { recursive: true }))

const folder = 'desk/journal'
const options = { folder, anchor: 'desk/anchor', segmentBytes: 1 << 16, sliceBytes: 1 << 12 }

type Opened = {
  readonly run: DeskRun
  readonly journal: SegmentJournal
  readonly control: DeskControl
}

function open(scene: Scene, disk: SimulatedDisk): Opened {
  const journal = SegmentJournal.open({ disk, ...options })
  const recorded = readJournal(folder, disk)
  const run = new DeskRun({ setup: scene.setup, recorded, journal, observer: nobody })
  const clock = { now: () => micros(1_000_000), after: () => () => {} }
  const alerts = new AlertBoard(clock)
  const book = new AuditBook({ disk, ...auditPlace(audited), triesMax: 2 })
  const log = new ActLog({ book, clock, alerts, desk: 'desk' })
  const act = <T>(task: () => T): T => {
    const done = task()
    run.commit()
    return done
  }
  const desk = controlledRun({ run, act, modeReason: () => '' })
  return {
    run,
    journal,
    control: new DeskControl({ desk, log, alerts, objection: () => undefined }),
  }
}

function eventsOn(disk: SimulatedDisk): readonly DeskEvent[] {
  return [...readJournal(folder, disk)].map(({ event }) => event)
}

function isEntry(event: DeskEvent): boolean {
  return event.kind === 'submit' && event.order.role === 'entry'
}

const kill = { kind: 'kill', isHold: false, reason: '' } as const
const asker = { door: 'cli', actor: 'ada', nonce: 'a' } as const

describe('a desk that is killed at any bar, on a disk that takes nothing more', () => {
  it.each(Array.from({ length: 40 }, (_, seed) => seed))('sends no new risk, seed %i', (seed) => {
    const scene = wildScene(seed, 80)
    const at = Random.stream(seed, 'kill').below(scene.bars.length)
    const disk = new SimulatedDisk()
    const { run, journal, control } = open(scene, disk)
    for (const bar of scene.bars.slice(0, at)) run.onBar(bar, 'live')
    run.commit()
    disk.fillAfter(1)
    const nonce = `kill ${seed}`
    expect(control.ask(kill, { ...asker, nonce })).toMatchObject({ ok: true })
    const before = eventsOn(disk).length
    for (const bar of scene.bars.slice(at)) run.onBar(bar, 'live')
    run.commit()
    expect(eventsOn(disk).slice(before).filter(isEntry)).toEqual([])
    expect(run.desk.risk.mode).toBe('emergency')

    disk.makeRoom()
    control.keepUp()
    const entries = [...readAudit(auditPlace(audited).folder, disk)]
    expect(entries.map(({ entry }) => `${entry.nonce} ${entry.stage}`)).toEqual([
      `${nonce} asked`,
      `${nonce} done`,
    ])
    const state = stateHash(run.desk)
    journal.close()
    const again = open(scene, disk)
    expect([again.run.desk.risk.mode, stateHash(again.run.desk)]).toEqual(['emergency', state])
    again.journal.close()
  })
})

it('a desk that is killed and held keeps what it holds, over a restart too', () => {
  let held = 0
  for (let seed = 0; seed < 20; seed += 1) {
    const scene = wildScene(seed, 60)
    const disk = new SimulatedDisk()
    const { run, journal, control } = open(scene, disk)
    for (const bar of scene.bars.slice(0, 50)) run.onBar(bar, 'live')
    const answer = control.ask({ ...kill, isHold: true }, { ...asker, nonce: `hold ${seed}` })
    expect(answer).toMatchObject({ ok: true, state: { isHold: true } })
    const before = eventsOn(disk).length
    if (control.state.held > 0) held += 1
    for (const bar of scene.bars.slice(50)) run.onBar(bar, 'live')
    run.commit()
    const risky = eventsOn(disk)
      .slice(before)
      .filter((event) => event.kind === 'submit')
    expect(risky.filter((event) => !['stop', 'target', 'exit'].includes(event.order.role))).toEqual(
      [],
    )
    journal.close()
    const again = open(scene, disk)
    expect(again.control.state).toMatchObject({ mode: 'emergency', isHold: true })
    again.journal.close()
  }
  expect(held).toBeGreaterThan(3)
})

it('a desk that paused because its audit could not be written goes on from its journal', () => {
  const scene = wildScene(3, 60)
  const disk = new SimulatedDisk()
  const { run, journal, control } = open(scene, disk)
  for (const bar of scene.bars.slice(0, 30)) run.onBar(bar, 'live')
  control.pause('the audit could not be written')
  for (const bar of scene.bars.slice(30)) run.onBar(bar, 'live')
  run.commit()
  const state = stateHash(run.desk)
  journal.close()
  const again = open(scene, disk)
  expect([again.run.desk.risk.mode, stateHash(again.run.desk)]).toEqual(['pause', state])
  expect(again.run.toMode('normal', 'audit', 'it can be written again')).toBe(false)
  again.journal.close()
})

it('what a kill sells is not sold at a price from before it', () => {
  let sold = 0
  for (let seed = 0; seed < 90; seed += 1) {
    const scene = wildScene(seed, 60)
    const disk = new SimulatedDisk()
    const { run, journal, control } = open(scene, disk)
    for (const bar of scene.bars.slice(0, 50)) run.onBar(bar, 'live')
    run.commit()
    const before = eventsOn(disk).length
    const lots = [...run.desk.risk.lots]
    const killTs = run.desk.now + 1
    control.ask(kill, { ...asker, nonce: `price ${seed}` })
    const rest = scene.bars.slice(50)
    for (const bar of rest) run.onBar(bar, 'live')
    run.commit()
    const after = eventsOn(disk).slice(before)
    expect(after[0]).toMatchObject({ kind: 'mode-changed', ts: killTs })
    const exits = new Map(
      after.flatMap((event) =>
        event.kind === 'submit' && event.order.ts === killTs
          ? [[event.order.orderId, event.order] as const]
          : [],
      ),
    )
    for (const event of after) {
      const order = event.kind === 'order-filled' ? exits.get(event.orderId) : undefined
      if (event.kind !== 'order-filled' || order === undefined) continue
      const bar = rest.find(({ instrument, ts }) => instrument === order.instrument && ts >= killTs)
      if (bar === undefined || bar.ts !== event.tsEvent) continue
      sold += 1
      if ((lots[order.instrument] ?? 0) > 0)
        expect(event.price).toBeLessThanOrEqual(Math.min(bar.open, bar.close))
      else expect(event.price).toBeGreaterThanOrEqual(Math.max(bar.open, bar.close))
    }
    journal.close()
  }
  expect(sold).toBeGreaterThan(5)
})
