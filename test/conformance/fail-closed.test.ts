import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type Configuration, loadConfiguration, settings, setupOf } from '../../src/app/index.ts'
import { reasonOf, UserError } from '../../src/base/index.ts'
import { DeskRun, nobody } from '../../src/engine/index.ts'
import { MemoryJournal } from '../../src/journal/index.ts'
import { eagerAgent, guardedScene } from '../simulation/guarded-scene.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-closed-'))
afterAll(() => rmSync(folder, { recursive: true }))

function configured(text: string): Configuration {
  writeFileSync(path.join(folder, 'coinswarm.toml'), text)
  return loadConfiguration({ folder, variables: {}, flags: [] })
}

/** What is said of settings that are no good. */
function complaint(text: string): string {
  try {
    configured(text)
    return 'taken'
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return `${error.code}: ${error.message}`
  }
}

const whole = configured('')
const guarded = settings.filter(({ key }) => /^(risk|caps|breakers)\./.test(key))

function toml(key: string, value: unknown): string {
  const [section, name] = key.split('.')
  return `[${section}]\n${name} = ${JSON.stringify(value)}\n`
}

describe('a setting of risk, breakers or caps', () => {
  it.each(guarded.map(({ key }) => key))('%s is refused when it is misspelt', (key) => {
    const { fallback } = settings.find((each) => each.key === key) ?? {}
    const [section = '', name = ''] = key.split('.')
    const middle = Math.floor(name.length / 2)
    for (const wrong of [`${name}s`, `${name.slice(0, middle)}${name.slice(middle + 1)}`]) {
      const said = complaint(toml(`${section}.${wrong}`, fallback))
      expect(said).toContain(`config-unknown-key: coinswarm.toml:2: '${section}.${wrong}'`)
      // Or of another that is as near: whatever is meant, nothing starts.
      expect(said).toMatch(/did you mean '[a-z]+\.\w+'\?$/)
    }
  })

  it.each(guarded.map(({ key }) => key))('%s is refused when it is no value of it', (key) => {
    for (const value of ['"much"', 'nan', '-inf', 'inf', '{}', '-1e300'])
      expect(complaint(toml(key, 0).replace(/= .*/, `= ${value}`)), `${value}`).toContain(
        'config-invalid: coinswarm.toml',
      )
  })

  it.each(guarded.map(({ key }) => key))(
    '%s that is left out is its default, and says so',
    (key) => {
      expect(whole.origins[key]).toBe('default')
      const [section = '', name = ''] = key.split('.')
      const values: Readonly<Record<string, unknown>> = { ...whole.values }
      expect(values[section]).toHaveProperty(name)
    },
  )

  it('in a section that is none is refused', () => {
    expect(complaint('[riks]\nheatMax = 0.1\n')).toMatch(/config-unknown-key.*did you mean 'risk'/)
    expect(complaint('heatMax = 0.1\n')).toMatch(/config-unknown-key.*did you mean 'risk\.heatMax'/)
  })
})

/** Settings with one of them taken away after they were read. */
function without(key: string): Configuration['values'] {
  const values = JSON.parse(JSON.stringify(whole.values))
  const [section = '', name = ''] = key.split('.')
  Reflect.deleteProperty(values[section], name)
  return values
}

/** Why a desk of these settings does not start; nothing when it does. */
function refusalToStart(values: Configuration['values']): string {
  const { setup } = guardedScene(1)
  try {
    const { instruments, intervalsUs } = setup
    const made = { ...setupOf(values, [eagerAgent(3, 40)]), instruments, intervalsUs }
    void new DeskRun({ setup: made, recorded: [], journal: new MemoryJournal(), observer: nobody })
    return ''
  } catch (error) {
    return reasonOf(error)
  }
}

describe('a desk whose settings have lost', () => {
  // Who watches a market, and beside whom, is no rule of the desk.
  const outside = ['breakers.isWatching', 'breakers.sources']
  const decisive = settings.filter(({ key }) =>
    /^(risk|caps|breakers|costs)\.|^desk\.(quorum|reb|cash)/.test(key),
  )

  it('nothing starts', () => {
    expect(refusalToStart(whole.values)).toBe('')
  })

  it.each(decisive.map(({ key }) => key).filter((key) => !outside.includes(key)))(
    '%s does not start, and says why',
    (key) => {
      // How bars are matched is one of two words, and the first is not said at all.
      if (key === 'costs.matching') return
      const [, name = ''] = key.split('.')
      // What cash is kept for, and what fills cost, are made into other figures.
      const made: Readonly<Record<string, string>> = {
        gapBps: 'costBuffer',
        feeTakerBps: 'feeTakerPpm|costBuffer',
        feeMakerBps: 'feeMakerPpm',
        slippageBps: 'slippage|costBuffer',
        reduceStages: 'windDown.stages',
        reduceEverySeconds: 'windDown.everyUs',
      }
      expect(refusalToStart(without(key))).toMatch(new RegExp(`${made[name] ?? name}`))
    },
  )
})
