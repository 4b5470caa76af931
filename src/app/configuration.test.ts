import { mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UserError } from '../base/index.ts'
import { type ConfigurationSources, loadConfiguration } from './configuration.ts'
import { settings } from './configuration-setting.ts'

/** A desk folder with these files in it. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'coinswarm-configuration-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text)
  return folder
}

function load(
  files: Readonly<Record<string, string>>,
  rest: Partial<ConfigurationSources> = {},
): ReturnType<typeof loadConfiguration> {
  return loadConfiguration({ folder: folderOf(files), variables: {}, flags: [], ...rest })
}

/** `code: message` of the error, which must be one for people. */
function refusal(
  files: Readonly<Record<string, string>>,
  rest: Partial<ConfigurationSources> = {},
): string {
  try {
    load(files, rest)
  } catch (error) {
    if (error instanceof UserError) return `${error.code}: ${error.message}`
    throw error
  }
  return 'accepted'
}

const toml = (text: string): Record<string, string> => ({ 'coinswarm.toml': text })

describe('where settings come from', () => {
  it('falls back to the default of every setting', () => {
    const { values, origins } = load({})
    expect(values.desk).toMatchObject({ cash: 100_000, seed: 1 })
    expect(values.costs).toEqual({
      feeTakerBps: 26,
      feeMakerBps: 16,
      slippageBps: 10,
      participationMax: 0.1,
      matching: 'bars',
    })
    expect(values.agents).toEqual([{ name: 'trend', parameters: {} }])
    expect(new Set(Object.values(origins))).toEqual(new Set(['default']))
    expect(Object.keys(origins)).toEqual(settings.map(({ key }) => key))
  })

  it('has defaults that keep their own rules', () => {
    for (const { schema, fallback } of settings) expect(schema.parse(fallback)).toEqual(fallback)
  })

  it('lets the overlay win over the file, a variable over both, a flag over all', () => {
    const files = {
      'coinswarm.toml': '[desk]\nseed = 2\ncash = 2\n[risk]\ngrossMax = 0.9\n',
      'coinswarm.dev.toml': '\n[desk]\nseed = 3\ncash = 3\n',
    }
    const { values, origins } = load(files, {
      environment: 'dev',
      variables: { COINSWARM_DESK_CASH: '4', COINSWARM_RISK_DAILY_LOSS_MAX: '0.01', PATH: '/bin' },
      flags: [
        { flag: '--seed', key: 'desk.seed', value: '5' },
        { flag: '--cash', key: 'desk.cash', value: undefined },
      ],
    })
    expect(values.desk).toMatchObject({ cash: 4, seed: 5 })
    expect(values.risk.dailyLossMax).toBe(0.01)
    expect(origins).toMatchObject({
      'risk.grossMax': 'coinswarm.toml:5',
      'desk.cash': 'COINSWARM_DESK_CASH',
      'desk.seed': '--seed',
      'risk.dailyLossMax': 'COINSWARM_RISK_DAILY_LOSS_MAX',
    })
  })

  it('reads agents with their parameters', () => {
    const text =
      '[[agents]]\nname = "trend"\n[agents.parameters]\nfast = 12\n[[agents]]\nname = "hold"'
    const { values, origins } = load(toml(text))
    expect(values.agents).toEqual([
      { name: 'trend', parameters: { fast: 12 } },
      { name: 'hold', parameters: {} },
    ])
    expect(origins['agents']).toBe('coinswarm.toml:1')
  })

  it('reads lists, truths and words from variables', () => {
    const { values } = load(
      {},
      {
        variables: {
          COINSWARM_MARKET_INSTRUMENTS: 'BTC-USD, ETH-USD',
          COINSWARM_MARKET_SPEED: 'max',
          COINSWARM_HTTP_IS_ENABLED: 'false',
          COINSWARM_AGENTS: 'hold,random',
        },
      },
    )
    expect(values.market).toMatchObject({ instruments: ['BTC-USD', 'ETH-USD'], speed: 'max' })
    expect(values.http.isEnabled).toBe(false)
    expect(values.agents.map(({ name }) => name)).toEqual(['hold', 'random'])
  })

  it('reads another file when told to', () => {
    const folder = folderOf({
      'mine.toml': '[desk]\nseed = 9',
      'mine.prod.toml': '[desk]\ncash = 8',
    })
    const { values } = load(toml('[desk]\nseed = 2'), {
      file: path.join(folder, 'mine.toml'),
      environment: 'prod',
    })
    expect(values.desk).toMatchObject({ seed: 9, cash: 8 })
  })
})

describe('what is refused', () => {
  it.each([
    [
      '[risk]\ndailyLosMax = 1',
      `coinswarm.toml:2: 'risk.dailyLosMax' is not a setting; did you mean 'risk.dailyLossMax'?`,
    ],
    ['cash = 1', `coinswarm.toml:1: 'cash' is not a setting; did you mean 'desk.cash'?`],
    ['[zebra]\nx = 1', `coinswarm.toml:1: 'zebra' is not a setting; see docs/configuration.md`],
    ['desk = 1', `coinswarm.toml:1: 'desk' is not a setting; see docs/configuration.md`],
  ])('an unknown key: %j', (text, message) => {
    expect(refusal(toml(text))).toBe(`config-unknown-key: ${message}`)
  })

  it.each([
    ['[desk]\ncash = -1', 'desk.cash', 'a number above 0 and at most 1000000000', '-1'],
    ['[desk]\ncash = inf', 'desk.cash', 'a number above 0 and at most 1000000000', 'Infinity'],
    ['[desk]\nseed = 1.5', 'desk.seed', 'a whole number from 0 to 9007199254740991', '1.5'],
    ['[http]\nport = "x"', 'http.port', 'a whole number from 0 to 65535', '"x"'],
    ['[market]\nspeed = "slow"', 'market.speed', 'a number above 0, or "max"', '"slow"'],
  ])('a value out of bounds: %j', (text, key, expects, was) => {
    expect(refusal(toml(text))).toBe(
      `config-invalid: coinswarm.toml:2: '${key}' must be ${expects}, and was ${was}.`,
    )
  })

  it('an unknown key inside an agent, a soft limit above the hard one', () => {
    expect(refusal(toml('[[agents]]\nname = "a"\nparameter = 1'))).toContain(`'agents' (at 0)`)
    expect(refusal(toml('[risk]\ndrawdownSoft = 0.5'))).toBe(
      `config-invalid: coinswarm.toml:2: 'risk.drawdownSoft' (0.5) ` +
        `must be below 'risk.drawdownHalt' (0.2).`,
    )
  })

  it.each([
    '[desk]\napiKey = "x"',
    '[venue]\nsecret = "x"',
    'password = "x"',
    '[[agents]]\nname = "a"\n[agents.parameters]\napi_token = "x"',
    '[market]\nsource = "-----BEGIN PRIVATE KEY-----"',
  ])('a secret: %j', (text) => {
    expect(refusal(toml(text))).toMatch(
      /^config-secret: coinswarm.toml:\d+: '.*' looks like a secret/,
    )
  })

  it.each([
    '123456789:AAF00000000000000000000000000000000',
    'sk-0000000000000000',
    'csw_0a1b2c3d_x',
  ])('a token where a file of one belongs, without its words: %s', (token) => {
    const said = refusal(toml(`[telegram]\nkeyFile = "${token}"`))
    expect(said).toBe(
      "config-secret: coinswarm.toml:2: 'telegram.keyFile' holds a secret, and secrets are never " +
        'kept in settings; put it into a file that only you can read, and name that with ' +
        "'telegram.keyFile'.",
    )
  })

  it('a variable or a flag that sets nothing', () => {
    expect(refusal({}, { variables: { COINSWARM_DESK_CHASH: '1' } })).toBe(
      'config-unknown-key: The variable COINSWARM_DESK_CHASH is not a setting; ' +
        'did you mean COINSWARM_DESK_CASH?',
    )
    expect(refusal({}, { variables: { COINSWARM_DESK_CASH: '1e3' } })).toContain('config-invalid')
    expect(refusal({}, { flags: [{ flag: '--x', key: 'desk.x', value: 1 }] })).toContain('--x')
  })

  it('a file or an overlay that is not there, an unknown environment', () => {
    expect(refusal({}, { file: 'nowhere.toml' })).toContain('config-missing')
    expect(refusal({}, { environment: 'prod' })).toContain('coinswarm.prod.toml')
    expect(refusal({}, { environment: 'prd' })).toBe(
      'config-environment: --env prd is not known; did you mean prod?',
    )
  })

  it('text that is not TOML, with its line, and never with another error', () => {
    expect(refusal(toml('[desk]\ncash = = 1'))).toMatch(/^config-syntax: coinswarm.toml:2:\d+: /)
    fc.assert(
      fc.property(fc.string(), fc.string(), (first, second) => {
        expect(refusal(toml(`${first}\n[desk]\nseed = ${second}`))).toMatch(/^config-|^accepted$/)
      }),
    )
  })
})
