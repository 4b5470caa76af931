import { describe, expect, it } from 'vitest'
import { type Disk, SimulatedDisk } from '../../kernel/index.ts'
import { ExperimentFile } from './experiment-file.ts'
import type { ExperimentLine } from './experiment-line.ts'

const registered = (name: string, hash: string): ExperimentLine => ({
  ...{ kind: 'registered', name, hash, at: '2026-01-01T00:00:00.000Z' },
})
const looked = (name: string, hash: string, look: number): ExperimentLine => ({
  ...{ kind: 'looked', name, hash, at: '2026-01-02T00:00:00.000Z', look, data: 'd' },
})
const found = (name: string, hash: string, look: number): ExperimentLine => ({
  ...{ kind: 'found', name, hash, look, verdict: 'undecided' },
  tests: [{ claim: 'forecast', subject: 's', instrument: 'BTC-USD.SIM', probability: 0.2 }],
})

describe('ExperimentFile', () => {
  it('knows the last registration, and every look with what it found', () => {
    const file = new ExperimentFile('desk', new SimulatedDisk())
    expect(file.standing('a')).toBeUndefined()
    for (const line of [registered('a', '1'), registered('a', '2'), looked('a', '2', 1)])
      file.add(line)
    expect(file.standing('a')).toMatchObject({
      hash: '2',
      looks: [{ look: 1, verdict: undefined }],
    })
    file.add(found('a', '2', 1))
    expect(file.standing('a')?.looks).toMatchObject([{ look: 1, data: 'd', verdict: 'undecided' }])
  })

  it('gives the last tests of every other name', () => {
    const file = new ExperimentFile('desk', new SimulatedDisk())
    for (const line of [found('a', '1', 1), found('a', '1', 2), found('b', '1', 1)]) file.add(line)
    expect(file.othersThan('a')).toHaveLength(1)
    expect(file.othersThan('c')).toHaveLength(2)
  })

  it('passes over a torn line, and writes the next on a line of its own', () => {
    const disk = new SimulatedDisk()
    const file = new ExperimentFile('desk', disk)
    file.add(registered('a', '1'))
    const torn = disk.open('desk/experiments.jsonl')
    torn.write(new TextEncoder().encode('{"kind":"looked","na'), torn.size())
    torn.close()
    file.add(looked('a', '1', 1))
    expect(file.standing('a')?.looks).toHaveLength(1)
  })

  it('says so when it cannot be written', () => {
    const file = new ExperimentFile('desk', fullDisk)
    expect(() => file.standing('a')).toThrow(/could not be used \(no space\), and nobody looks/)
  })
})

function failing(): never {
  throw new Error('no space')
}

const fullDisk: Disk = {
  ...{ open: failing, exists: () => true, list: () => [], makeFolder: failing },
  ...{ rename: failing, remove: failing, removeFolder: failing, syncFolder: failing },
}
