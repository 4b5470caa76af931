import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { measurePoint } from './scale/measure-point.ts'
import type { ScaleCase, ScalePoint } from './scale/scale-case.ts'
import { scaleCases } from './scale/scale-cases.ts'
import { scalePicture } from './scale/scale-picture.ts'
import { readScale, scaleFile, type ScaleRecord, writeScale } from './scale/scale-record.ts'
import { scaleTables } from './scale/scale-tables.ts'
import { withTables } from './with-tables.ts'

// Measures how cost grows with bars, instruments, agents, episodes and candidates, and writes
// test/golden/scale.json, docs/scale.svg and the tables of docs/scale.md: npm run scale. All of it
// takes a quarter of an hour. -- --case NAME measures one and leaves the others as they are, with
// --size N one size of it; --draw measures none.
const page = 'docs/scale.md'
const { values } = parseArgs({
  options: {
    case: { type: 'string' },
    draw: { type: 'boolean' },
    measure: { type: 'string' },
    size: { type: 'string' },
    repeats: { type: 'string', default: '5' },
  },
})

if (values.measure === undefined) measureAll()
else {
  const point = await measurePoint(
    named(values.measure),
    Number(values.size),
    Number(values.repeats),
  )
  process.stdout.write(JSON.stringify(point))
}

function measureAll(): void {
  const wanted = values.case === undefined ? scaleCases : [named(values.case)]
  for (const each of values.draw === true ? [] : wanted)
    for (const size of each.sizes)
      if (values.size === undefined || Number(values.size) === size)
        keep(each, elsewhere(each, size))
  const record = readScale()
  writeFileSync('docs/scale.svg', scalePicture(record, scaleCases))
  const text = readFileSync(page, 'utf8')
  writeFileSync(page, withTables(text, scaleTables(record, scaleCases), 'scale'))
}

function keep({ name }: ScaleCase, point: ScalePoint): void {
  const before = known()?.cases ?? {}
  const others = (before[name] ?? []).filter(({ size }) => size !== point.size)
  const points = [...others, point].toSorted((a, b) => a.size - b.size)
  const machine = `${os.cpus().length} cores of ${os.cpus()[0]?.model ?? 'an unknown kind'}`
  const cases = { ...before, [name]: points }
  writeScale({ source: 'tools/scale.ts', node: process.version, machine, cases })
}

function known(): ScaleRecord | undefined {
  return existsSync(scaleFile) ? readScale() : undefined
}

/** In a process of its own, whose memory is that of this size alone. */
function elsewhere({ name }: ScaleCase, size: number): ScalePoint {
  const own = fileURLToPath(import.meta.url)
  const words = ['--measure', name, '--size', `${size}`, '--repeats', `${values.repeats}`]
  const said = execFileSync(process.execPath, [...process.execArgv, own, ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const point: ScalePoint = JSON.parse(said)
  process.stderr.write(
    `${name} ${size}: ${point.seconds.map((each) => each.toFixed(3)).join(' ')}\n`,
  )
  return point
}

function named(name: string): ScaleCase {
  const found = scaleCases.find((each) => each.name === name)
  if (found === undefined)
    throw new Error(
      `there is no ${name}; there are ${scaleCases.map((each) => each.name).join(', ')}`,
    )
  return found
}
