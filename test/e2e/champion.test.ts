// @module-tag long
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { acquireLock } from '../../src/journal/index.ts'
import { ChampionStage, sources } from './champion-stage.ts'

const patience = 600_000
const because = ['--reason', 'to try it']

let stage: ChampionStage

beforeEach(() => {
  stage = new ChampionStage()
})

afterEach(() => stage.close())

async function done(...words: readonly string[]): Promise<string> {
  const ran = await stage.run(...words)
  expect(ran).toMatchObject({ code: 0 })
  return ran.stdout
}

/** The journal, run again: whether it comes to what stands there, and its hash. */
async function replayed(): Promise<unknown> {
  return JSON.parse(await done('replay', '--json'))
}

async function ended(child: ReturnType<ChampionStage['start']>, signal: NodeJS.Signals) {
  const closed = new Promise((resolve) => child.once('close', resolve))
  child.kill(signal)
  await closed
}

it('seats whom the record has while it runs, and again after it was killed', {
  timeout: patience,
}, async () => {
  const first = stage.start()
  await stage.until(() => stage.bars > 10)
  expect(stage.changes()).toEqual([])
  const [buyer, seller] = [stage.keep(sources.buyer), stage.keep(sources.seller)]

  await done('strategy', 'promote', buyer, ...because)
  await stage.until(() => stage.held() > 0)
  expect(stage.changes()).toMatchObject([{ version: buyer, before: '', isPromotion: true }])

  await done('strategy', 'promote', seller, ...because)
  await stage.until(() => stage.seated === seller && stage.held() === 0)
  expect(stage.changes().at(-1)).toMatchObject({ before: buyer, isPromotion: true })

  await done('strategy', 'rollback', ...because)
  await stage.until(() => stage.seated === buyer && stage.held() > 0)
  expect(stage.changes().at(-1)).toMatchObject({ before: '', isPromotion: false })
  expect(stage.changes().at(-1)?.reason).toBe('to try it')

  await ended(first, 'SIGKILL')
  expect(await replayed()).toMatchObject({ matches: true })

  const second = stage.start()
  await stage.more(20)
  await ended(second, 'SIGTERM')
  expect(stage.changes()).toHaveLength(3)
  expect(stage.said).toContain(`champion ${buyer.slice(0, 12)}`)
  expect(await replayed()).toMatchObject({ matches: true })
  const seats = stage.audit().filter(({ entry }) => entry.what.startsWith('seat version'))
  expect(seats.map(({ entry }) => entry.stage)).toEqual([
    'asked',
    'done',
    'asked',
    'done',
    'asked',
    'done',
  ])
})

it.each(['thrower', 'hanger'] as const)(
  'takes off a %s within a bar, and the record says so',
  { timeout: patience },
  async (name) => {
    const buyer = stage.keep(sources.buyer)
    const bad = stage.keep(sources[name])
    await done('strategy', 'promote', buyer, ...because)
    const desk = stage.start()
    await stage.until(() => stage.held() > 0)
    await done('strategy', 'promote', bad, ...because)
    await stage.until(() => stage.changes().some(({ actor }) => actor === 'box'))
    expect(stage.changes().at(-1)).toMatchObject({ version: buyer, actor: 'box' })
    await stage.until(() => stage.champion === buyer)
    expect(stage.version(bad)).toMatchObject({ state: 'demoted' })
    expect(stage.version(bad)?.moves.at(-1)?.actor).toBe('box')
    await stage.more(20)
    await ended(desk, 'SIGTERM')
    expect(await replayed()).toMatchObject({ matches: true })
  },
)

it('tells the record at the next start what it could not tell it before it was killed', {
  timeout: patience,
}, async () => {
  const thrower = stage.keep(sources.thrower)
  await done('strategy', 'promote', thrower, ...because)
  const lock = acquireLock(path.join(stage.folder, 'strategies', 'lock'))
  const desk = stage.start()
  await stage.until(() => stage.changes().length === 2)
  await stage.more(40)
  expect(stage.champion).toBe(thrower)
  await ended(desk, 'SIGKILL')
  lock.release()
  const again = stage.start()
  await stage.until(() => stage.champion === '')
  expect(stage.version(thrower)).toMatchObject({ state: 'demoted' })
  await stage.more(20)
  await ended(again, 'SIGTERM')
  expect(stage.seated).toBe('')
  expect(await replayed()).toMatchObject({ matches: true })
})

it('declines what would not follow a change of champion', { timeout: patience }, async () => {
  stage.configure('\n[memory]\nrecallWeight = 0.5\n')
  const desk = ['up', '--market', 'generated', '--headless', '--agent', 'champion']
  const told = await stage.run(...desk)
  expect(told.code).toBe(2)
  expect(told.stderr).toContain('does not go with a memory that agents go by')
  const tried = await stage.run('backtest', '--market', 'generated', '--agent', 'champion')
  expect(tried.code).toBe(2)
  expect(tried.stderr).toContain('sits on a running desk alone')
})
