import { generateKeyPairSync } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { type ChampionChanged, micros } from '../../domain/index.ts'
import { StrategyRegistry, type VersionState } from '../../evolution/index.ts'
import { SimulatedDisk } from '../../kernel/index.ts'
import { championWish, SeatedByJournal } from './champion-wish.ts'

const by = { ts: 1, cycle: 1, actor: 'ada', reason: 'because' }
const way: readonly VersionState[] = ['reviewed', 'checked', 'sound', 'tested', 'gated']
const keys = generateKeyPairSync('ed25519')

let registry: StrategyRegistry
let desk: SeatedByJournal

beforeEach(() => {
  registry = StrategyRegistry.open(new SimulatedDisk(), 's', keys)
  desk = new SeatedByJournal()
})

/** A version that the record has as its champion. */
function promoted(source: string): string {
  const made = { author: 'test', cycle: 1, ts: 1, note: '', parents: [] }
  const id = registry.add({ module: 'strategy', source, ...made })
  for (const to of way) registry.move({ ...by, id, to, evidence: { verdict: 'pass' } })
  registry.move({ ...by, id, to: 'champion' })
  return id
}

function wish(): ReturnType<typeof championWish> {
  return championWish(registry.book, desk)
}

function change(version: string, actor: string): void {
  const rest = { before: '', isPromotion: true, actor, reason: 'so it was' }
  const event: ChampionChanged = { kind: 'champion-changed', ts: micros(1), version, ...rest }
  desk.onChange(event)
}

/** The desk does what is wished. */
function seat(): void {
  const wanted = wish()
  if (wanted?.kind !== 'seat') throw new Error('nobody is to be seated')
  desk.onChange({ kind: 'champion-changed', ts: micros(1), ...wanted.change })
}

it('wishes nothing where nobody is champion, and nobody sits', () => {
  expect(wish()).toBeUndefined()
})

it('seats whom the record has, with whom it had before, as somebody else than the desk', () => {
  const first = promoted('a')
  const rest = { actor: 'record:ada', reason: 'because' }
  expect(wish()).toEqual({
    kind: 'seat',
    change: { version: first, before: '', isPromotion: true, ...rest },
  })
  seat()
  expect(wish()).toBeUndefined()
  const second = promoted('b')
  expect(wish()).toMatchObject({ change: { version: second, before: first, isPromotion: true } })
})

it('brings back whom the record brings back, unwatched, and seats nobody where it has nobody', () => {
  const first = promoted('a')
  promoted('b')
  seat()
  registry.rollback('strategy', by)
  expect(wish()).toMatchObject({ change: { version: first, before: '', isPromotion: false } })
  seat()
  registry.rollback('strategy', { ...by, actor: 'risk' })
  expect(wish()).toMatchObject({ change: { version: '', actor: 'record:risk' } })
})

it('tells the record whom risk or the box took off, and does not seat it again', () => {
  const first = promoted('a')
  seat()
  const second = promoted('b')
  seat()
  change(first, 'risk')
  const told = { actor: 'risk', reason: 'so it was' }
  expect(wish()).toEqual({ kind: 'demote', version: second, ...told })
  registry.rollback('strategy', { ...by, ...told })
  expect(wish()).toBeUndefined()
  change('', 'box')
  expect(wish()).toMatchObject({ kind: 'demote', version: first, actor: 'box' })
})

it('does not go back to whom the desk took off, though the record had not heard of it', () => {
  const first = promoted('a')
  seat()
  change('', 'box')
  const second = promoted('b')
  expect(wish()).toMatchObject({ change: { version: second, before: '' } })
  seat()
  registry.rollback('strategy', by)
  expect(wish()).toMatchObject({ kind: 'demote', version: first })
})
