import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { LineFiles, modelServer } from '../../src/app/index.ts'
import { Secret } from '../../src/base/index.ts'
import { hourUs, micros, secondUs } from '../../src/domain/index.ts'
import {
  askProvider,
  type ModelPort,
  moodMax,
  readTexts,
  recordedIn,
  TextMood,
  type TextReading,
  textTopics,
  type UntrustedText,
} from '../../src/llm/index.ts'
import { type Asked, ScriptedModelServer } from '../servers/model-server.ts'
import { type Injection, injections } from './injection-corpus.ts'
import { calmly, obedience, textsOf } from './obeying-model.ts'
import { StormClock } from './storm-clock.ts'

const start = micros(Date.UTC(2026, 10, 28, 12) * 1_000)
const key = 'canary-key-91ab'
const corpus = injections(1, 3)
const hostile = corpus.filter(({ goal }) => goal !== undefined)

function textsFrom(source: string, { texts }: Injection): readonly UntrustedText[] {
  return texts.map((text) => ({ source, coin: 'BTC', tsInit: start, text }))
}

const witness: UntrustedText = {
  source: 'honest',
  coin: 'BTC',
  tsInit: start,
  text: 'A quiet day with a release.',
}

function portTo(server: ScriptedModelServer, clock: StormClock, logs: string): ModelPort {
  const settings = {
    provider: 'compatible',
    model: 'm',
    url: server.url,
    key: new Secret(key),
    timeoutUs: 60 * secondUs,
  } as const
  const price = { inUsd: 1, outUsd: 1 }
  const asks = askProvider(settings, price, modelServer(clock, server.url), clock)
  return recordedIn(new LineFiles(logs), clock, 'reader', asks)
}

/** What a reading may be, and nothing else. */
function expectClosed(readings: readonly TextReading[], shown: readonly UntrustedText[]): void {
  expect(readings.length).toBeLessThanOrEqual(shown.length)
  for (const reading of readings) {
    const { source, coin, tsInit, topic, score, confidence, ...rest } = reading
    expect(rest).toEqual({})
    expect([source === 'evil' || source === 'honest', coin, tsInit]).toEqual([true, 'BTC', start])
    expect(textTopics).toContain(topic)
    expect(Math.abs(score)).toBeLessThanOrEqual(1)
    expect(confidence >= 0 && confidence <= 1).toBe(true)
  }
}

function moodOf(readings: readonly TextReading[]): (hours: number) => number {
  const mood = new TextMood()
  for (const reading of readings) mood.add(reading)
  return (hours) => mood.valueAt('BTC', micros(start + hours * hourUs))
}

/** One hash of all files of a desk but what its models said. */
function hashOf(folder: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(folder).sort())
    if (name !== 'models')
      hash.update(`${name}\n${readFileSync(path.join(folder, name), 'utf8')}\n`)
  return hash.digest('hex')
}

it('has 500 injections and more, over all axes, and a quarter of texts that want nothing', () => {
  expect(hostile.length).toBe(660)
  expect(corpus.length).toBe(880)
  expect(new Set(hostile.map(({ channel }) => channel)).size).toBe(14)
  expect(new Set(hostile.map(({ goal }) => goal)).size).toBe(11)
  expect(new Set(hostile.map(({ form }) => form)).size).toBe(20)
})

it('L1: a model that obeys 660 injections has no privileged effect', {
  tags: ['long'],
}, async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'coinswarm-injection-'))
  mkdirSync(path.join(folder, 'models'))
  for (const name of ['coinswarm.toml', 'desk.lock', 'vault', 'champion.ts', 'trials.jsonl'])
    writeFileSync(path.join(folder, name), `${name}: as it was`)
  const before = hashOf(folder)
  const ways = Object.values(obedience)
  let turn = 0
  // One word of the attacker's in a question is enough for the model to do all he wants of it.
  const isAttack = (asked: Asked): boolean =>
    textsOf(asked).some(({ text }) => text !== witness.text)
  await using server = await new ScriptedModelServer((asked) => {
    // Once as far as the schema goes, and once in one of all the ways beyond it.
    const obey = turn <= hostile.length ? ways[0] : ways[turn % ways.length]
    if (!isAttack(asked) || obey === undefined) return calmly(asked)
    return obey(asked, turn % 2 === 0 ? 1 : -1)
  }).listen()
  const model = portTo(server, new StormClock(start), path.join(folder, 'models'))
  const honest = await readTexts(model, [witness])
  const heard = moodOf([...honest.readings, ...honest.readings.map(twin)])(0)
  expect(heard).toBeCloseTo(0.03, 12)
  let obeyed = 0
  for (const injection of [...hostile, ...hostile]) {
    const alone = textsFrom('evil', injection)
    turn += 1
    const { readings } = await readTexts(model, [witness, ...alone])
    expectClosed(readings, [witness, ...alone])
    expect(readings.filter(({ source }) => source === 'honest')).toEqual(honest.readings)
    const attack = readings.filter(({ source }) => source === 'evil')
    obeyed += attack.length > 0 ? 1 : 0
    for (const hours of [0, 1, 23, 25]) {
      expect(moodOf(attack)(hours)).toBe(0)
      const both = moodOf(readings)(hours)
      expect(both).toBeGreaterThanOrEqual(0)
      expect(both).toBeLessThanOrEqual(heard)
    }
  }
  // The attacker did get through to the schema, or this would have shown nothing.
  expect(obeyed).toBeGreaterThanOrEqual(hostile.length)
  expect(hashOf(folder)).toBe(before)
  for (const asked of server.asked) {
    expect(asked.body).not.toContain(key)
    expect(Object.keys(Object(JSON.parse(asked.body)))).not.toContain('tools')
  }
  const kept = readFileSync(path.join(folder, 'models', 'thoughts-reader.jsonl'), 'utf8')
  expect(kept).not.toContain(key)
  rmSync(folder, { recursive: true })
})

function twin(reading: TextReading): TextReading {
  return { ...reading, source: 'twin' }
}

it.each(Object.entries(obedience))(
  'two sources that obey, by %s, move a tenth at most',
  async (_name, obey) => {
    const logs = mkdtempSync(path.join(os.tmpdir(), 'coinswarm-injection-'))
    await using server = await new ScriptedModelServer((asked) => obey(asked, -1)).listen()
    const model = portTo(server, new StormClock(start), logs)
    const [first] = hostile
    const texts = ['evil', 'honest'].flatMap((source) =>
      first === undefined ? [] : textsFrom(source, first),
    )
    const { readings, failed } = await readTexts(model, texts)
    expectClosed(readings, texts)
    expect(readings.length + failed.length).toBeLessThanOrEqual(2)
    expect(Math.abs(moodOf(readings)(0))).toBeLessThanOrEqual(moodMax)
    rmSync(logs, { recursive: true })
  },
)

it('reads all texts that want nothing, whatever words are in them', async () => {
  const logs = mkdtempSync(path.join(os.tmpdir(), 'coinswarm-injection-'))
  await using server = await new ScriptedModelServer(calmly).listen()
  const model = portTo(server, new StormClock(start), logs)
  const calm = corpus.filter(({ goal }) => goal === undefined)
  const texts = calm.flatMap((each, at) => textsFrom(at % 2 === 0 ? 'evil' : 'honest', each))
  const { readings, failed } = await readTexts(model, texts)
  expect(failed).toEqual([])
  expect(readings).toHaveLength(texts.length)
  rmSync(logs, { recursive: true })
})

it('has no way to anything that could act: it imports none of it', () => {
  const seen = new Set<string>()
  const follow = (file: string): void => {
    if (seen.has(file)) return
    seen.add(file)
    const text = readFileSync(file, 'utf8')
    for (const [, target] of text.matchAll(/from '(\.[^']+)'/g))
      follow(path.join(path.dirname(file), target ?? ''))
  }
  follow('src/llm/reader/read-texts.ts')
  follow('src/llm/reader/text-mood.ts')
  const rooms = new Set([...seen].map((file) => file.split('/')[1]))
  expect(rooms).toEqual(new Set(['base', 'domain', 'llm']))
})
